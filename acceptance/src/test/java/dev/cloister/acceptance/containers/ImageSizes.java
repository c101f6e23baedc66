package dev.cloister.acceptance.containers;

import dev.cloister.acceptance.bench.Section;
import dev.cloister.acceptance.bench.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How large the images are that {@code ./cloister image} pushes. */
public final class ImageSizes implements Section {

  private static final double MB = 1_000_000;

  @Override
  public String name() {
    return "images";
  }

  @Override
  public void measure(Run run, Consumer<Table> out) throws Exception {
    Podman podman = Podman.configured();
    if (podman.whyNot().isPresent()) {
      System.out.printf("  no image is measured: %s%n", podman.whyNot().get());
      return;
    }
    var columns = new ArrayList<>(List.of("image, compressed", "JVM"));
    try (LoopbackRegistry registry = LoopbackRegistry.start()) {
      List<List<String>> sizes = new ArrayList<>(List.of(sizes(podman, registry, false)));
      if (run.natively()) {
        columns.add("native");
        sizes.add(sizes(podman, registry, true));
      }
      var rows = new ArrayList<List<String>>();
      for (int i = 0; i <= Images.SERVICES.size(); i++) {
        var row = new ArrayList<String>();
        row.add(i == 0 ? "what they stand on" : Images.SERVICES.get(i - 1));
        for (List<String> form : sizes) {
          row.add(form.get(i));
        }
        rows.add(row);
      }
      out.accept(
          new Table(
              "images",
              columns,
              rows,
              """
              As a registry keeps them after `./cloister image` on a base of this machine's own \
              files: a runtime made by jlink, or the libraries that an executable names.\
              """));
    }
  }

  /** Of the base, and of each service. */
  private static List<String> sizes(Podman podman, LoopbackRegistry registry, boolean natively)
      throws IOException, InterruptedException {
    System.out.printf("  %-8s building%n", natively ? "native" : "JVM");
    String form = natively ? "native" : "jvm";
    Images images = Images.build(registry, Images.base(podman, registry, natively), form, natively);
    var sizes = new ArrayList<>(List.of(megabytes(registry.size("base/" + form, "1"))));
    for (String service : Images.SERVICES) {
      sizes.add(megabytes(images.size(service)));
    }
    return sizes;
  }

  private static String megabytes(long bytes) {
    return "%.1f MB".formatted(bytes / MB);
  }
}

package dev.cloister.buildorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.deployment.builditem.TransformedClassesBuildItem;
import io.quarkus.deployment.builditem.TransformedClassesBuildItem.TransformedClass;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WhereverItIsBuiltTest {

  private static final Path PACKAGE = Path.of("/home/somebody/.m2/repository/library.jar");

  @Test
  void theCheckoutMayBeCalledSomethingBeforeOrAfterThePackages() {
    assertThat(written(Path.of("/check/feedback-service/target/classes")))
        .isEqualTo(written(Path.of("/work/feedback-service/target/classes")))
        .containsExactly("dev/Ours.class", "io/A.class", "io/Z.class");
  }

  @Test
  void whatIsTakenOutOfAJarStaysWithIt() {
    var transformed = transformed(Path.of("/work"));
    new WhereverItIsBuilt().sort(transformed);

    assertThat(transformed.getTransformedClassesByJar().get(PACKAGE))
        .extracting(TransformedClass::getFileName)
        .containsExactly("io/Removed.class");
  }

  @Test
  void whereNothingIsTransformedNothingIsWritten() {
    var none = new TransformedClassesBuildItem(Map.of());
    new WhereverItIsBuilt().sort(none);

    assertThat(none.getTransformedClassesByJar()).isEmpty();
  }

  /** As Quarkus writes them: jar by jar by their paths, in each the classes by their names. */
  private static List<String> written(Path checkout) {
    var transformed = transformed(checkout);
    new WhereverItIsBuilt().sort(transformed);
    return transformed.getTransformedClassesByJar().entrySet().stream()
        .sorted(Comparator.comparing(jar -> jar.getKey().toString()))
        .flatMap(jar -> jar.getValue().stream())
        .filter(written -> written.getData() != null)
        .map(TransformedClass::getFileName)
        .toList();
  }

  private static TransformedClassesBuildItem transformed(Path checkout) {
    return new TransformedClassesBuildItem(
        Map.of(
            checkout,
            set(named("dev/Ours.class", new byte[1])),
            PACKAGE,
            set(
                named("io/Z.class", new byte[1]),
                named("io/Removed.class", null),
                named("io/A.class", new byte[1]))));
  }

  private static Set<TransformedClass> set(TransformedClass... classes) {
    return new HashSet<>(List.of(classes));
  }

  private static TransformedClass named(String file, byte[] data) {
    return new TransformedClass(file.replace(".class", ""), data, file);
  }
}

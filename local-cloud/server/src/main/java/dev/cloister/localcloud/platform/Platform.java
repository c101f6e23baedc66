package dev.cloister.localcloud.platform;

import dev.cloister.localcloud.issuer.Issuer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** One run of the platform, from the first port to the last child's end. */
final class Platform implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PATIENCE_WITH_A_BUILD = Duration.ofMinutes(10);

  private final Options options;
  private final Surroundings caller;
  private final PrintStream out;
  private final Ports ports;
  private final DataFolder data;
  private final List<ServiceProcess> children = new ArrayList<>();
  private CloudServers cloud;
  private boolean closed;

  private Platform(Options options, Surroundings caller, PrintStream out) throws IOException {
    this.options = options;
    this.caller = caller;
    this.out = out;
    this.ports = ports(options);
    this.data = DataFolder.take(options.data(), options.fresh());
  }

  /** Starts everything and returns when all of it is ready; what fails stops what had started. */
  static Platform start(Options options, Surroundings caller, PrintStream out)
      throws IOException, InterruptedException {
    Platform platform = new Platform(options, caller, out);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(platform::close));
    try {
      platform.start();
      return platform;
    } catch (Throwable failure) {
      platform.close();
      throw failure;
    }
  }

  private static Ports ports(Options options) {
    Ports ports = options.origin() == 0 ? Ports.free() : Ports.from(options.origin());
    for (Map.Entry<Service, Integer> elsewhere : options.elsewhere().entrySet()) {
      ports = ports.with(elsewhere.getKey().http, elsewhere.getValue());
    }
    return ports;
  }

  private void start() throws IOException, InterruptedException {
    Set<Service> services = EnumSet.allOf(Service.class);
    services.removeAll(options.without());
    ports.requireFree(listening(services));
    startCloud();
    String pageTokenKey = data.pageTokenKey();
    for (Service service : services) {
      launch(service, pageTokenKey);
    }
    awaitChildren();
    EndpointsFile.write(options.endpoints(), ports, issuer(), List.copyOf(children));
    sayReady();
  }

  private Set<Part> listening(Set<Service> services) {
    Set<Part> parts = EnumSet.copyOf(caller.ours());
    parts.add(Part.ORIGIN);
    for (Service service : services) {
      parts.add(service.http);
      parts.add(service.management);
    }
    return parts;
  }

  private void startCloud() throws InterruptedException {
    long begin = System.nanoTime();
    say("local cloud", "starting");
    CloudServers started = CloudServers.start(ports, caller.ours(), options);
    synchronized (this) {
      cloud = started;
    }
    String parts = caller.ours().stream().map(part -> part.label).collect(Collectors.joining(", "));
    say("local cloud", "ready after " + seconds(begin) + " (" + parts + ")");
  }

  private synchronized void launch(Service service, String pageTokenKey) throws IOException {
    if (closed) {
      throw new StartupFailure("Stopped while starting.");
    }
    boolean live = service == options.live();
    children.add(
        ServiceProcess.start(
            service.label(),
            live
                ? ServiceCommand.live(service, caller.variables())
                : ServiceCommand.packaged(service, options.root()),
            options.root(),
            ServiceEnvironment.of(service, ports, caller, pageTokenKey),
            live ? null : options.logs().resolve(service.label() + ".log"),
            URI.create(ports.url(service.management) + "/q/health/ready")));
    say(service.label(), "starting");
  }

  private void awaitChildren() throws InterruptedException {
    long begin = System.nanoTime();
    Duration patience = options.live() == null ? PATIENCE : PATIENCE_WITH_A_BUILD;
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
      for (ServiceProcess child : children) {
        child.awaitReady(http, patience);
        say(child.label(), "ready after " + seconds(begin));
      }
    }
  }

  private void sayReady() {
    out.println();
    out.println("ready " + ports.url(Part.ORIGIN));
    out.println("  Open it and sign in as alice, bob or admin.");
    out.println("  For curl: TOKEN=$(./cloister token alice)");
    out.println("  Logs are in " + options.logs() + ". Ctrl-C stops everything.");
  }

  /** Waits for a child to end by itself, which none should; says which one did. */
  String awaitCrash() throws InterruptedException {
    CompletableFuture<?>[] ends =
        children.stream().map(ServiceProcess::ended).toArray(CompletableFuture[]::new);
    ServiceProcess ended =
        (ServiceProcess)
            (ends.length == 0 ? new CompletableFuture<Object>() : CompletableFuture.anyOf(ends))
                .join();
    // Ctrl-C reaches the children, too, and one may be gone before our own hook runs.
    Thread.sleep(Duration.ofMillis(500));
    synchronized (this) {
      return closed ? "" : ended.whyItEnded();
    }
  }

  private String issuer() {
    return caller
        .variables()
        .getOrDefault("QUARKUS_OIDC_AUTH_SERVER_URL", ports.url(Part.ISSUER) + Issuer.PATH);
  }

  private void say(String who, String what) {
    out.printf(Locale.ROOT, "%-18s%s%n", who, what);
  }

  private static String seconds(long begin) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - begin) / 1e9);
  }

  /** Stops the services first, then the cloud under them. May be called twice. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    children.forEach(ServiceProcess::askToStop);
    children.forEach(ServiceProcess::awaitStopped);
    if (cloud != null) {
      cloud.stop();
    }
    try {
      Files.deleteIfExists(options.endpoints());
      data.close();
    } catch (IOException e) {
      out.println("Some state could not be removed: " + e.getMessage());
    }
  }
}

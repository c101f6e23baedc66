package dev.cloister.localcloud.platform;

import dev.cloister.localcloud.StartupFailure;
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
    ports.requireFree(options.listen(), listening(services));
    startCloud();
    String pageTokenKey = data.pageTokenKey();
    for (Service service : services) {
      launch(service, pageTokenKey);
    }
    if (startsSecondChat()) {
      launchSecondChat(pageTokenKey);
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
    if (startsSecondChat()) {
      parts.add(Part.SECOND_CHAT);
      parts.add(Part.SECOND_CHAT_MANAGEMENT);
    }
    return parts;
  }

  /** Whoever runs chat-service elsewhere runs both. */
  private boolean startsSecondChat() {
    return options.secondChat() && !options.without().contains(Service.CHAT);
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
    launch(service.label(), service, ports, pageTokenKey, live);
  }

  /** The same service with other ports, and never live. */
  private synchronized void launchSecondChat(String pageTokenKey) throws IOException {
    Ports others =
        ports
            .with(Part.CHAT, ports.of(Part.SECOND_CHAT))
            .with(Part.CHAT_MANAGEMENT, ports.of(Part.SECOND_CHAT_MANAGEMENT));
    launch(Part.SECOND_CHAT.label, Service.CHAT, others, pageTokenKey, false);
  }

  private void launch(
      String label, Service service, Ports itsPorts, String pageTokenKey, boolean live)
      throws IOException {
    children.add(
        ServiceProcess.start(
            label,
            live ? ServiceCommand.live(service, caller.variables()) : packaged(service),
            options.root(),
            ServiceEnvironment.of(service, itsPorts, caller, pageTokenKey),
            live ? null : options.logs().resolve(label + ".log"),
            URI.create(itsPorts.url(service.management) + "/q/health/ready")));
    say(label, "starting");
  }

  private List<String> packaged(Service service) {
    return options.natively()
        ? ServiceCommand.executable(service, options.root())
        : ServiceCommand.packaged(service, options.root(), options.optimize());
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
  String awaitCrash() throws IOException, InterruptedException {
    while (true) {
      ServiceProcess ended = firstToEnd();
      // Ctrl-C reaches the children, too, and one may be gone before our own hook runs.
      Thread.sleep(Duration.ofMillis(500));
      synchronized (this) {
        if (closed) {
          return "";
        }
        if (!isReplaced(ended)) {
          return ended.whyItEnded();
        }
        children.set(children.indexOf(ended), ended.again());
        say(ended.label(), "ended, and is started again");
        EndpointsFile.write(options.endpoints(), ports, issuer(), List.copyOf(children));
      }
    }
  }

  private ServiceProcess firstToEnd() {
    CompletableFuture<?>[] ends =
        children.stream().map(ServiceProcess::ended).toArray(CompletableFuture[]::new);
    return (ServiceProcess)
        (ends.length == 0 ? new CompletableFuture<Object>() : CompletableFuture.anyOf(ends)).join();
  }

  private boolean isReplaced(ServiceProcess ended) {
    return options.startAgain() && ended.hasLived();
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

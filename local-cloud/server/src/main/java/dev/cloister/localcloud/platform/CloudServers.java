package dev.cloister.localcloud.platform;

import dev.cloister.localcloud.bedrock.BedrockOptions;
import dev.cloister.localcloud.bedrock.BedrockStandIn;
import dev.cloister.localcloud.dynamodb.DynamoDbServer;
import dev.cloister.localcloud.gateway.Gateway;
import dev.cloister.localcloud.gateway.PathRules;
import dev.cloister.localcloud.gateway.Targets;
import dev.cloister.localcloud.gateway.Targets.Target;
import dev.cloister.localcloud.issuer.Issuer;
import dev.cloister.localcloud.s3.S3Server;
import dev.cloister.localcloud.sts.StsServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The local cloud in this process. Its servers start side by side. */
final class CloudServers {

  private final Deque<Stop> running = new ConcurrentLinkedDeque<>();
  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(4)
              .setFileSystemOptions(
                  new FileSystemOptions()
                      .setFileCachingEnabled(false)
                      .setClassPathResolvingEnabled(false)));

  private interface Stop {
    void run() throws Exception;
  }

  private CloudServers() {}

  /**
   * Starts the origin and the given parts, and returns when all of them listen.
   *
   * @param parts of the cloud; what somebody else provides is left out
   */
  static CloudServers start(Ports ports, Set<Part> parts, Options options)
      throws InterruptedException {
    CloudServers cloud = new CloudServers();
    List<Callable<Void>> starts = new ArrayList<>();
    starts.add(cloud.server(() -> cloud.gateway(ports, options)));
    for (Part part : parts) {
      starts.add(cloud.starter(part, ports, options));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var start : threads.invokeAll(starts)) {
        start.get();
      }
    } catch (ExecutionException e) {
      cloud.stop();
      throw new IllegalStateException(e.getCause());
    }
    return cloud;
  }

  private Callable<Void> starter(Part part, Ports ports, Options options) {
    Path data = options.data();
    int port = ports.of(part);
    String host = options.listen();
    return switch (part) {
      case DYNAMODB ->
          stopped(
              () ->
                  DynamoDbServer.start(
                          host, port, options.inMemory() ? null : data.resolve("dynamodb"))
                      ::stop);
      case S3 -> stopped(() -> S3Server.start(host, port, data.resolve("s3"))::stop);
      case ISSUER -> server(() -> Issuer.start(vertx, host, port, data.resolve("issuer-key")));
      case BEDROCK -> server(() -> BedrockStandIn.start(vertx, bedrock(port, options)));
      case STS -> server(() -> StsServer.start(vertx, port));
      case ORIGIN,
          CHAT,
          HISTORY,
          FEEDBACK,
          SECOND_CHAT,
          SECOND_CHAT_MANAGEMENT,
          CHAT_MANAGEMENT,
          HISTORY_MANAGEMENT,
          FEEDBACK_MANAGEMENT ->
          throw new IllegalArgumentException(part.label + " is no part of the cloud");
    };
  }

  private static BedrockOptions bedrock(int port, Options options) {
    BedrockOptions bedrock =
        BedrockOptions.on(port).host(options.listen()).tokenPace(options.pace());
    if (options.modelUrl() != null) {
      return bedrock.relay(
          URI.create(options.modelUrl()),
          System.getenv("CLOISTER_MODEL_KEY"),
          System.getenv("CLOISTER_MODEL_NAME"));
    }
    Path docs = options.docs() == null ? options.root().resolve("docs") : options.docs();
    return Files.isDirectory(docs) ? bedrock.documents(docs) : bedrock;
  }

  private Future<?> gateway(Ports ports, Options options) {
    Map<String, List<Target>> targets = new HashMap<>();
    for (Service service : Service.values()) {
      List<Target> own = new ArrayList<>();
      own.add(new Target(ports.of(service.http), ports.of(service.management)));
      if (service == Service.CHAT && options.secondChat()) {
        own.add(new Target(ports.of(Part.SECOND_CHAT), ports.of(Part.SECOND_CHAT_MANAGEMENT)));
      }
      targets.put(service.label(), List.copyOf(own));
    }
    int origin = ports.of(Part.ORIGIN);
    return Gateway.start(
        vertx, options.listen(), origin, PathRules.ofTheOrigin(), new Targets(vertx, targets));
  }

  private Callable<Void> stopped(Callable<Stop> start) {
    return () -> {
      running.push(start.call());
      return null;
    };
  }

  /** Servers on Vert.x close with it. */
  private Callable<Void> server(Callable<Future<?>> start) {
    return () -> {
      await(start.call());
      return null;
    };
  }

  private static void await(Future<?> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get();
  }

  void stop() {
    running.push(() -> await(vertx.close()));
    for (Stop server : running) {
      try {
        server.run();
      } catch (Exception e) {
        System.getLogger(CloudServers.class.getName())
            .log(System.Logger.Level.WARNING, "a server did not stop cleanly", e);
      }
    }
    running.clear();
  }
}

package dev.cloister.localcloud.forward;

import dev.cloister.localcloud.StartupFailure;
import dev.cloister.localcloud.gateway.Gateway;
import dev.cloister.localcloud.gateway.PathRules;
import dev.cloister.localcloud.gateway.Targets;
import dev.cloister.localcloud.gateway.Targets.Target;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;

/** The ways to all services of a release, and the one origin before them. */
public final class Forward implements AutoCloseable {

  private final List<Tunnel> tunnels = new ArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private HttpServer origin;

  private Forward() {}

  /**
   * Opens the ways and listens.
   *
   * @throws StartupFailure which says what is missing
   */
  public static Forward start(ForwardOptions options, PrintStream out) {
    var forward = new Forward();
    try {
      forward.open(options, out);
      return forward;
    } catch (CompletionException e) {
      forward.close();
      throw e.getCause() instanceof StartupFailure failure
          ? failure
          : new StartupFailure(
              "Port " + options.port() + " is in use; choose another: ./cloister forward --port N");
    }
  }

  private void open(ForwardOptions options, PrintStream out) {
    PathRules rules = PathRules.ofTheOrigin();
    Map<String, Tunnel> byService = new LinkedHashMap<>();
    for (String service :
        new TreeSet<>(rules.rules().stream().map(PathRules.Rule::service).toList())) {
      var tunnel = new Tunnel(options, service, out::println);
      tunnels.add(tunnel);
      byService.put(service, tunnel);
    }
    for (ForwardOptions.Other other : options.others()) {
      var tunnel = new Tunnel(options, other, out::println);
      tunnels.add(tunnel);
      tunnel.port().join();
    }
    Map<String, List<Target>> targets = new LinkedHashMap<>();
    byService.forEach(
        (service, tunnel) ->
            targets.put(service, List.of(new Target(tunnel.port().join(), Target.NOT_ASKED))));
    origin =
        Gateway.start(vertx, "127.0.0.1", options.port(), rules, new Targets(vertx, targets))
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  /** Where it listens. */
  public String url() {
    return "http://127.0.0.1:" + origin.actualPort();
  }

  @Override
  public void close() {
    tunnels.forEach(Tunnel::close);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}

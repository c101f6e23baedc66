package dev.cloister.localcloud.bedrock;

import dev.cloister.localcloud.bedrock.control.Monitor;
import dev.cloister.localcloud.testkit.Streams;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** A running stand-in on 127.0.0.1. Has an event loop to itself. */
public final class BedrockStandIn {

  private final Vertx vertx;
  private final Monitor monitor;
  private final String deployment;
  private final int port;

  private BedrockStandIn(Vertx vertx, Monitor monitor, String deployment, int port) {
    this.vertx = vertx;
    this.monitor = monitor;
    this.deployment = deployment;
    this.port = port;
  }

  /** Fails where the port is taken or the documents cannot be read. */
  public static Future<BedrockStandIn> start(Vertx vertx, BedrockOptions options) {
    Monitor monitor = new Monitor();
    BedrockServer server = new BedrockServer(options, monitor);
    return vertx
        .deployVerticle(server)
        .map(id -> new BedrockStandIn(vertx, monitor, id, server.port()));
  }

  public int port() {
    return port;
  }

  /** What it was asked, and how many answers are being written. */
  public Streams streams() {
    return monitor.snapshot();
  }

  /** Stops listening and breaks what is open. */
  public Future<Void> close() {
    return vertx.undeploy(deployment);
  }
}

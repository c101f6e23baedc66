package dev.cloister.localcloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.localcloud.gateway.Targets.Target;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TargetsTest {

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger readiness = new AtomicInteger(200);

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void readyOnesTakeTurnsAndOthersGetNothing() {
    Targets targets =
        new Targets(
            vertx, Map.of("chat", List.of(new Target(1, managed()), new Target(2, managed()))));
    assertThat(ports(targets)).containsExactly(1, 2);

    readiness.set(503);
    int ready = vertxServer(() -> 200);
    Targets half =
        new Targets(vertx, Map.of("chat", List.of(new Target(1, managed()), new Target(2, ready))));
    await().untilAsserted(() -> assertThat(ports(half)).containsExactly(2));

    readiness.set(200);
    await().untilAsserted(() -> assertThat(ports(half)).containsExactly(1, 2));
  }

  @Test
  void whereNobodyIsReadySomebodyMustSaySo() {
    Targets targets = new Targets(vertx, Map.of("chat", List.of(new Target(1, 1))));
    assertThat(ports(targets)).containsExactly(1);
  }

  private int managed() {
    return vertxServer(readiness::get);
  }

  private int vertxServer(java.util.function.IntSupplier status) {
    return vertx
        .createHttpServer()
        .requestHandler(r -> r.response().setStatusCode(status.getAsInt()).end())
        .listen(0, "127.0.0.1")
        .map(HttpServer::actualPort)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private static Set<Integer> ports(Targets targets) {
    Set<Integer> ports = new TreeSet<>();
    for (int i = 0; i < 4; i++) {
      ports.add(targets.portFor("chat"));
    }
    return ports;
  }
}

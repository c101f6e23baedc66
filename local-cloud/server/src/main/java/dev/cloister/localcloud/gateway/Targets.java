package dev.cloister.localcloud.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where each service listens on 127.0.0.1. One that runs several times gets its requests in turn,
 * as long as it says that it is ready.
 */
public final class Targets {

  private static final long CHECK_MILLIS = 500;

  /**
   * One process of a service.
   *
   * @param managementPort asked for readiness where a service has several processes
   */
  public record Target(int port, int managementPort) {

    /** The management port of a service's only process. */
    public static final int NOT_ASKED = 0;
  }

  private final Map<String, List<Target>> byService;
  private final Set<Target> away = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turn = new AtomicInteger();

  /** Targets by the services' names; readiness is asked for where a service has several. */
  public Targets(Vertx vertx, Map<String, List<Target>> byService) {
    this.byService = byService;
    List<Target> several =
        byService.values().stream().filter(t -> t.size() > 1).flatMap(List::stream).toList();
    if (!several.isEmpty()) {
      HttpClient http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(1000));
      vertx.setPeriodic(CHECK_MILLIS, t -> several.forEach(target -> check(http, target)));
    }
  }

  private void check(HttpClient http, Target target) {
    http.request(HttpMethod.GET, target.managementPort(), "127.0.0.1", "/q/health/ready")
        .compose(HttpClientRequest::send)
        .onSuccess(
            response -> {
              if (response.statusCode() == 200) {
                away.remove(target);
              } else {
                away.add(target);
              }
            })
        .onFailure(e -> away.add(target));
  }

  int portFor(String service) {
    List<Target> all = byService.get(service);
    List<Target> ready = all.stream().filter(target -> !away.contains(target)).toList();
    List<Target> chosen = ready.isEmpty() ? all : ready;
    return chosen.get(Math.floorMod(turn.getAndIncrement(), chosen.size())).port();
  }
}

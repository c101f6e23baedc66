package dev.cloister.localcloud.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.regex.Pattern;

/** The reverse proxy. A service that cannot be reached is a 503 problem document, not a blank. */
public final class Gateway {

  private static final int LONGEST_HEADERS = 32 * 1024;

  private final PathRules rules;
  private final Targets targets;

  private Gateway(PathRules rules, Targets targets) {
    this.rules = rules;
    this.targets = targets;
  }

  /**
   * Listens.
   *
   * @param targets where each service of the rules listens
   */
  public static Future<HttpServer> start(
      Vertx vertx, String host, int port, PathRules rules, Targets targets) {
    Gateway gateway = new Gateway(rules, targets);
    HttpProxy proxy =
        HttpProxy.reverseProxy(
                vertx.createHttpClient(
                    // Streams stay open for as long as they live; Vert.x would queue the sixth.
                    new HttpClientOptions().setDecompressionSupported(false),
                    new PoolOptions().setHttp1MaxSize(20_000)))
            .origin(
                OriginRequestProvider.selector(
                    context ->
                        Future.succeededFuture(
                            SocketAddress.inetSocketAddress(
                                gateway.portFor(context.request().proxiedRequest()), "127.0.0.1"))))
            .addInterceptor(gateway.new Passing());
    return vertx
        .createHttpServer(
            new HttpServerOptions().setHost(host).setPort(port).setMaxHeaderSize(LONGEST_HEADERS))
        .requestHandler(
            request -> {
              if (climbs(request.path())) {
                request.response().setStatusCode(400).end();
                return;
              }
              sayWhereItComesFrom(request, port);
              proxy.handle(request);
            })
        .listen();
  }

  private int portFor(HttpServerRequest request) {
    return targets.portFor(serviceFor(request));
  }

  private String serviceFor(HttpServerRequest request) {
    String path = request.path();
    return rules.serviceFor(path == null ? "/" : path);
  }

  /** A path that a service would resolve to another than the one the rules saw. */
  private static boolean climbs(String path) {
    return path != null
        && Pattern.compile("(?i)/(\\.|%2e){1,2}(/|%2f|\\\\|$)").matcher(path).find();
  }

  /** On the incoming request, because upgrades pass no interceptor. A caller's own are replaced. */
  private static void sayWhereItComesFrom(HttpServerRequest request, int port) {
    request.headers().set("X-Forwarded-For", request.remoteAddress().hostAddress());
    request.headers().set("X-Forwarded-Proto", "http");
    request.headers().set("X-Forwarded-Port", String.valueOf(port));
  }

  /** What the gateway changes on the way, and what it says where nobody answers. */
  private final class Passing implements ProxyInterceptor {

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
      HttpServerRequest caller = context.request().proxiedRequest();
      // As a load balancer does: the service sees the name under which it was called.
      context.request().setAuthority(caller.authority());
      return context.sendRequest().recover(failure -> Future.succeededFuture(problem(context)));
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
      // A service's word about its own connection; on HTTP/2 it would break the caller's.
      context.response().headers().remove(HttpHeaders.CONNECTION);
      return context.sendResponse();
    }

    private ProxyResponse problem(ProxyContext context) {
      String service = serviceFor(context.request().proxiedRequest());
      JsonObject problem =
          new JsonObject()
              .put("type", "about:blank")
              .put("title", "Service Unavailable")
              .put("status", 503)
              .put("detail", service + " does not answer. It may be starting; try again.");
      return context
          .request()
          .release()
          .response()
          .setStatusCode(503)
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
          .putHeader("Retry-After", "1")
          .setBody(Body.body(Buffer.buffer(problem.encode())));
    }
  }
}

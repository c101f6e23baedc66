package dev.cloister.edge.problem;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** What is left of a request that is refused before it was read has no use, and may have no end. */
public final class LastResponse {

  /** Closed at once, what still arrives would make the response get lost on its way. */
  private static final long LINGER_MILLIS = 2_000;

  private LastResponse() {}

  /** Closes the exchange's connection after the response; on HTTP/2 other exchanges need it. */
  public static void on(RoutingContext exchange) {
    if (exchange.request().version() != HttpVersion.HTTP_2) {
      HttpConnection connection = exchange.request().connection();
      exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      exchange.addEndHandler(
          done -> exchange.vertx().setTimer(LINGER_MILLIS, late -> connection.close()));
    }
  }
}

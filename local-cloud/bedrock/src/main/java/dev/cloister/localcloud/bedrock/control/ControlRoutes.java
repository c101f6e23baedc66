package dev.cloister.localcloud.bedrock.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloister.localcloud.bedrock.wire.Exchange;
import dev.cloister.localcloud.testkit.FaultOrder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/** {@code /_standin/faults} and {@code /_standin/streams}, for tests. */
public final class ControlRoutes {

  private static final int MAX_BODY = 4 * 1024 * 1024;

  private final ObjectMapper json = new ObjectMapper();
  private final FaultBook faults;
  private final Monitor monitor;

  public ControlRoutes(FaultBook faults, Monitor monitor) {
    this.faults = faults;
    this.monitor = monitor;
  }

  public void faults(Exchange exchange) {
    HttpMethod method = exchange.request().method();
    if (method == HttpMethod.POST) {
      exchange.body(MAX_BODY).onSuccess(b -> add(exchange, b)).onFailure(exchange::refuse);
    } else if (method == HttpMethod.GET) {
      answer(exchange, 200, faults.orders());
    } else if (method == HttpMethod.DELETE) {
      faults.clear();
      exchange.response().setStatusCode(204).end();
    } else {
      message(exchange, 405, "faults take POST, GET and DELETE");
    }
  }

  public void streams(Exchange exchange) {
    HttpMethod method = exchange.request().method();
    if (method == HttpMethod.GET) {
      answer(exchange, 200, monitor.snapshot());
    } else if (method == HttpMethod.DELETE) {
      monitor.reset();
      exchange.response().setStatusCode(204).end();
    } else {
      message(exchange, 405, "streams take GET and DELETE");
    }
  }

  private void add(Exchange exchange, Buffer body) {
    try {
      FaultOrder order = json.readValue(body.getBytes(), FaultOrder.class);
      if (order == null) {
        throw new IllegalArgumentException("fault must be given");
      }
      faults.add(order);
      answer(exchange, 201, order);
    } catch (JsonProcessingException e) {
      message(
          exchange,
          400,
          e.getCause() instanceof IllegalArgumentException wrong
              ? wrong.getMessage()
              : e.getOriginalMessage());
    } catch (IllegalArgumentException | IOException e) {
      message(exchange, 400, e.getMessage());
    }
  }

  private void answer(Exchange exchange, int status, Object body) {
    try {
      exchange
          .response()
          .setStatusCode(status)
          .putHeader("content-type", "application/json")
          .end(Buffer.buffer(json.writeValueAsBytes(body)));
    } catch (JsonProcessingException e) {
      exchange.refuse(e);
    }
  }

  private static void message(Exchange exchange, int status, String text) {
    exchange.json(status, new JsonObject().put("message", text));
  }
}

package dev.cloister.localcloud.bedrock;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Requests without an SDK between. */
final class Raw {

  private Raw() {}

  /** A response whose body waits until {@code resume()}. */
  static HttpClientResponse stream(HttpClient client, String text) {
    return get(
        request(client, "converse-stream").compose(r -> r.send(body(text)).map(Raw::paused)));
  }

  /** A response with its body. */
  static HttpClientResponse whole(HttpClient client, String operation, Buffer body) {
    return get(request(client, operation).compose(r -> whole(r, body)));
  }

  /** Fails where the response breaks off. */
  static Future<HttpClientResponse> whole(HttpClientRequest request, Buffer body) {
    // In one step: a body that nobody waits for yet is lost.
    return request.send(body).compose(response -> response.body().map(response));
  }

  static Future<HttpClientRequest> request(HttpClient client, String operation) {
    return client
        .request(HttpMethod.POST, "/model/" + Running.NOVA.replace(":", "%3A") + "/" + operation)
        .map(r -> r.putHeader("authorization", Running.SIGNATURE));
  }

  static Buffer body(String text) {
    JsonObject message =
        new JsonObject()
            .put("role", "user")
            .put("content", new JsonArray().add(new JsonObject().put("text", text)));
    return new JsonObject().put("messages", new JsonArray().add(message)).toBuffer();
  }

  /** The result; where there is none its cause is thrown. */
  static <T> T get(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(30, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static HttpClientResponse paused(HttpClientResponse response) {
    response.exceptionHandler(e -> {});
    response.pause();
    return response;
  }
}

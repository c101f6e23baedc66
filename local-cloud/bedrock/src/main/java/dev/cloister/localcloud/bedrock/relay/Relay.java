package dev.cloister.localcloud.bedrock.relay;

import dev.cloister.localcloud.bedrock.answer.Answers;
import dev.cloister.localcloud.bedrock.answer.Question;
import dev.cloister.localcloud.bedrock.answer.TokenSource;
import dev.cloister.localcloud.bedrock.wire.AwsException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;

/** Asks {@code POST {base}/chat/completions} and hands its stream on. */
public final class Relay implements Answers {

  private static final int CONNECT_MILLIS = 5_000;
  private static final int MAX_CONNECTIONS = 256;

  private final HttpClient http;
  private final String base;
  private final String key;
  private String model;

  /**
   * @param base for example {@code http://127.0.0.1:11434/v1}
   * @param key sent as a bearer token; null for none
   * @param model null for the first that the server lists, or {@code default} where it lists none
   */
  public Relay(Vertx vertx, URI base, String key, String model) {
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxPoolSize(MAX_CONNECTIONS));
    this.base = base.toString().replaceAll("/+$", "");
    this.key = key;
    this.model = model;
  }

  @Override
  public Future<TokenSource> answer(Question question) {
    // First, so that nothing is asked of the server for what cannot be passed on.
    return Future.succeededFuture(question)
        .map(RelayMessages::of)
        .compose(messages -> model().map(name -> body(question, name, messages)))
        .compose(
            body ->
                request(HttpMethod.POST, "/chat/completions")
                    .compose(request -> send(request, body)))
        .recover(Relay::refusal)
        .compose(response -> accepted(response, question));
  }

  private static Future<HttpClientResponse> send(HttpClientRequest request, JsonObject body) {
    return request.putHeader("content-type", "application/json").send(body.toBuffer());
  }

  private static Future<TokenSource> accepted(HttpClientResponse response, Question question) {
    if (response.statusCode() == 200) {
      return Future.succeededFuture(new RelayTokens(response, question));
    }
    return response.body().recover(Relay::refusal).compose(body -> refused(response, body));
  }

  private static Future<TokenSource> refused(HttpClientResponse response, Buffer body) {
    String message =
        "The model server answered %d: %s".formatted(response.statusCode(), errorText(body));
    String type =
        switch (response.statusCode()) {
          case 400, 404, 422 -> "ValidationException";
          case 401, 403 -> "AccessDeniedException";
          case 429 -> "ThrottlingException";
          case 503 -> "ServiceUnavailableException";
          default -> "ModelErrorException";
        };
    return Future.failedFuture(AwsException.named(type, message));
  }

  private static String errorText(Buffer body) {
    try {
      JsonObject json = body.toJsonObject();
      return json.getValue("error") instanceof JsonObject error
          ? error.getString("message", "")
          : json.getString("error", json.getString("message", ""));
    } catch (DecodeException | ClassCastException e) {
      return body.length() == 0 ? "nothing" : "no JSON";
    }
  }

  private static <T> Future<T> refusal(Throwable cause) {
    return Future.failedFuture(
        cause instanceof AwsException
            ? cause
            : AwsException.named(
                "ServiceUnavailableException",
                "The model server cannot be reached: " + cause.getMessage()));
  }

  private Future<HttpClientRequest> request(HttpMethod method, String path) {
    RequestOptions options = new RequestOptions().setMethod(method).setAbsoluteURI(base + path);
    if (key != null) {
      options.putHeader("authorization", "Bearer " + key);
    }
    return http.request(options);
  }

  // Asked again until it says: it may start later than the stand-in.
  private Future<String> model() {
    if (model != null) {
      return Future.succeededFuture(model);
    }
    return request(HttpMethod.GET, "/models")
        .compose(request -> request.send().compose(HttpClientResponse::body))
        .map(body -> body.toJsonObject().getJsonArray("data").getJsonObject(0).getString("id"))
        .onSuccess(first -> model = first)
        .recover(e -> Future.succeededFuture("default"));
  }

  private static JsonObject body(Question question, String model, JsonArray messages) {
    JsonObject body =
        new JsonObject()
            .put("model", model)
            .put("messages", messages)
            .put("stream", true)
            .put("stream_options", new JsonObject().put("include_usage", true));
    if (question.maxTokens() != null) {
      body.put("max_tokens", question.maxTokens());
    }
    if (question.temperature() != null) {
      body.put("temperature", question.temperature());
    }
    if (question.topP() != null) {
      body.put("top_p", question.topP());
    }
    if (!question.stopSequences().isEmpty()) {
      body.put("stop", new JsonArray(question.stopSequences()));
    }
    return body;
  }
}

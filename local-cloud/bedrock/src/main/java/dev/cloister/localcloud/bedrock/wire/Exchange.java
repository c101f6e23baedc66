package dev.cloister.localcloud.bedrock.wire;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** One request and its response, with the request id that both sides name it by. */
public final class Exchange {

  private final String requestId = UUID.randomUUID().toString();
  private final HttpServerRequest request;

  public Exchange(HttpServerRequest request) {
    this.request = request;
    request.response().putHeader("x-amzn-requestid", requestId);
  }

  public String requestId() {
    return requestId;
  }

  public HttpServerRequest request() {
    return request;
  }

  public HttpServerResponse response() {
    return request.response();
  }

  /** The whole body; 413 as soon as it is longer than this. */
  public Future<Buffer> body(int maxBytes) {
    Promise<Buffer> promise = Promise.promise();
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() > maxBytes) {
            promise.tryFail(
                new AwsException(413, "RequestEntityTooLargeException", "Request is too large."));
          } else {
            body.appendBuffer(chunk);
          }
        });
    request.exceptionHandler(promise::tryFail);
    request.endHandler(end -> promise.tryComplete(body));
    return promise.future();
  }

  /** Answers in JSON. Fails where the reader has gone. */
  public Future<Void> json(int status, JsonObject body) {
    return response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body.toBuffer());
  }

  /** Answers with the refusal, or with InternalServerException for anything else. */
  public void refuse(Throwable cause) {
    AwsException refusal =
        cause instanceof AwsException aws
            ? aws
            : new AwsException(500, "InternalServerException", "The stand-in failed: " + cause);
    if (response().headWritten() || response().closed()) {
      response().reset();
      return;
    }
    // The service appends the name space that its framework knows the error by.
    response()
        .putHeader(
            "x-amzn-ErrorType",
            refusal.type() + ":http://internal.amazon.com/coral/com.amazon.bedrock/");
    if (refusal.retryAfterSeconds() != null) {
      response().putHeader("retry-after", refusal.retryAfterSeconds().toString());
    }
    json(refusal.status(), new JsonObject().put(refusal.messageMember(), refusal.getMessage()));
  }
}

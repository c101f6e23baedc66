package dev.cloister.acceptance.bench.gateway;

import dev.cloister.localcloud.testkit.LocalhostCertificate;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bedrock as far as the bench needs it, on one event loop: one model that says stamped tokens, on
 * HTTP/1.1 and HTTP/2, and the same tokens as plain events for those that translate nothing.
 */
final class Upstream implements AutoCloseable {

  static final String MODEL = "amazon.nova-lite-v1:0";

  private static final int MAX_STREAMS = 128;
  private static final int MAX_RESETS = 1_000_000;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Set<ModelStream> open = ConcurrentHashMap.newKeySet();
  private final Context loop = vertx.getOrCreateContext();
  private final LongAdder saidByOver = new LongAdder();
  private final String origin;
  private volatile Pace pace = Pace.burst(1);
  private int port;

  private Upstream(String origin) {
    this.origin = origin;
  }

  static Upstream start() throws Exception {
    return start("http://127.0.0.1:", new HttpServerOptions());
  }

  /** By TLS, as Bedrock is. */
  static Upstream startByTls(LocalhostCertificate certificate) throws Exception {
    return start(
        "https://localhost:",
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .setCertPath(certificate.certificate().toString())
                    .setKeyPath(certificate.key().toString())));
  }

  private static Upstream start(String origin, HttpServerOptions how) throws Exception {
    var upstream = new Upstream(origin);
    HttpServerOptions options =
        how.setHost("127.0.0.1")
            .setPort(0)
            .setTcpNoDelay(true)
            .setHttp2RstFloodMaxRstFramePerWindow(MAX_RESETS)
            .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(MAX_STREAMS));
    upstream.port =
        upstream
            .vertx
            .createHttpServer(options)
            .requestHandler(request -> request.body().onSuccess(body -> upstream.serve(request)))
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS)
            .actualPort();
    return upstream;
  }

  int port() {
    return port;
  }

  /** Scheme, host and port. */
  String url() {
    return origin + port;
  }

  /** For the streams that begin from now on. */
  void pace(Pace pace) {
    this.pace = pace;
  }

  /** How many streams nobody has closed or ended. */
  int open() {
    return open.size();
  }

  /** How many tokens the streams that are open have said. */
  long said() {
    return open.stream().mapToLong(ModelStream::said).sum();
  }

  /** How many tokens all streams that are over have said, since the beginning. */
  long saidByOver() {
    return saidByOver.sum();
  }

  /** Ends all that is open as a model that has said all. */
  void finish() {
    loop.runOnContext(now -> open.forEach(ModelStream::finish));
  }

  private void serve(HttpServerRequest request) {
    if (request.path().equals("/events")) {
      stream(request, Wire.EVENTS);
    } else if (request.path().endsWith("/converse-stream")) {
      stream(request, Wire.BEDROCK);
    } else if (request.path().endsWith("/converse")) {
      request.response().putHeader("Content-Type", "application/json").end(title().toBuffer());
    } else if (request.path().equals("/foundation-models")) {
      request.response().putHeader("Content-Type", "application/json").end(models().toBuffer());
    } else if (request.path().equals("/inference-profiles")) {
      request
          .response()
          .putHeader("Content-Type", "application/json")
          .end(new JsonObject().put("inferenceProfileSummaries", new JsonArray()).toBuffer());
    } else {
      request.response().setStatusCode(404).end();
    }
  }

  private void stream(HttpServerRequest request, Wire wire) {
    var place = new ModelStream[1];
    place[0] = new ModelStream(vertx, request.response(), wire, pace, () -> over(place[0]));
    open.add(place[0]);
    place[0].start();
  }

  /** Counted before it is closed: whoever sees none open sees what they have said. */
  private void over(ModelStream stream) {
    saidByOver.add(stream.said());
    open.remove(stream);
  }

  private static JsonObject title() {
    return new JsonObject(
        """
        {"output":{"message":{"role":"assistant","content":[{"text":"A title"}]}},
         "stopReason":"end_turn","metrics":{"latencyMs":1},
         "usage":{"inputTokens":9,"outputTokens":2,"totalTokens":11}}
        """);
  }

  private static JsonObject models() {
    return new JsonObject(
        """
        {"modelSummaries":[{"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/%1$s",
          "modelId":"%1$s","modelName":"Nova Lite","providerName":"Amazon",
          "inputModalities":["TEXT"],"outputModalities":["TEXT"],
          "responseStreamingSupported":true,"customizationsSupported":[],
          "inferenceTypesSupported":["ON_DEMAND"],"modelLifecycle":{"status":"ACTIVE"}}]}
        """
            .formatted(MODEL));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}

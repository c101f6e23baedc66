package dev.cloister.localcloud.bedrock;

import dev.cloister.localcloud.bedrock.answer.Answers;
import dev.cloister.localcloud.bedrock.answer.DocumentAnswers;
import dev.cloister.localcloud.bedrock.catalog.CatalogRoutes;
import dev.cloister.localcloud.bedrock.control.ControlRoutes;
import dev.cloister.localcloud.bedrock.control.FaultBook;
import dev.cloister.localcloud.bedrock.control.Monitor;
import dev.cloister.localcloud.bedrock.converse.ConverseRoutes;
import dev.cloister.localcloud.bedrock.relay.Relay;
import dev.cloister.localcloud.bedrock.wire.AwsException;
import dev.cloister.localcloud.bedrock.wire.Exchange;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one port: runtime, control plane and the tests' own routes. */
final class BedrockServer extends AbstractVerticle {

  // The id may be an ARN, whose slashes some clients leave as they are.
  private static final Pattern MODEL =
      Pattern.compile("/model/(.{1,2048})/(converse|converse-stream)");
  private static final int MAX_STREAMS = 1_000;
  // Tests cancel more streams than the guard against such floods would let pass.
  private static final int MAX_RESETS = 100_000;

  private final BedrockOptions options;
  private final FaultBook faults = new FaultBook();
  private final Monitor monitor;
  private volatile int port;
  private CatalogRoutes catalog;
  private ControlRoutes control;
  private ConverseRoutes converse;

  BedrockServer(BedrockOptions options, Monitor monitor) {
    this.options = options;
    this.monitor = monitor;
  }

  int port() {
    return port;
  }

  @Override
  public void start(Promise<Void> started) {
    answers()
        .compose(this::listen)
        .onSuccess(server -> listening(server, started))
        .onFailure(started::fail);
  }

  // Here and not before: what answers lives on this event loop, as its readers do.
  private Future<Answers> answers() {
    if (options.modelUrl() != null) {
      return Future.succeededFuture(
          new Relay(vertx, options.modelUrl(), options.modelKey(), options.modelName()));
    }
    return DocumentAnswers.open(vertx, options.documents()).map(answers -> answers);
  }

  private Future<HttpServer> listen(Answers answers) {
    catalog = new CatalogRoutes();
    control = new ControlRoutes(faults, monitor);
    converse = new ConverseRoutes(vertx, answers, faults, monitor, options.tokenPace());
    HttpServerOptions http =
        new HttpServerOptions()
            .setHost(options.host())
            .setPort(options.port())
            .setHttp2ClearTextEnabled(true)
            .setHttp2RstFloodMaxRstFramePerWindow(MAX_RESETS)
            .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(MAX_STREAMS));
    return vertx.createHttpServer(http).requestHandler(this::handle).listen();
  }

  private void listening(HttpServer server, Promise<Void> started) {
    port = server.actualPort();
    started.complete();
  }

  private void handle(HttpServerRequest request) {
    Exchange exchange = new Exchange(request);
    try {
      route(exchange, request);
    } catch (RuntimeException e) {
      exchange.refuse(e);
    }
  }

  private void route(Exchange exchange, HttpServerRequest request) {
    Matcher model = MODEL.matcher(request.path());
    if (model.matches() && request.method() == HttpMethod.POST) {
      String id = decoded(model.group(1));
      if (model.group(2).equals("converse")) {
        converse.converse(exchange, id);
      } else {
        converse.converseStream(exchange, id);
      }
      return;
    }
    switch (request.method().name() + " " + request.path()) {
      case "GET /foundation-models" -> catalog.foundationModels(exchange);
      case "GET /inference-profiles" -> catalog.inferenceProfiles(exchange);
      default -> {
        switch (request.path()) {
          case "/_standin/faults" -> control.faults(exchange);
          case "/_standin/streams" -> control.streams(exchange);
          default -> throw new AwsException(404, "UnknownOperationException", "No such operation.");
        }
      }
    }
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw AwsException.validation("The provided model identifier is invalid.");
    }
  }
}

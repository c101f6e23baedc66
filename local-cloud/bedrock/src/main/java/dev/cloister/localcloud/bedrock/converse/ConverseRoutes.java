package dev.cloister.localcloud.bedrock.converse;

import dev.cloister.localcloud.bedrock.answer.Answers;
import dev.cloister.localcloud.bedrock.answer.Question;
import dev.cloister.localcloud.bedrock.catalog.Model;
import dev.cloister.localcloud.bedrock.catalog.Models;
import dev.cloister.localcloud.bedrock.control.FaultBook;
import dev.cloister.localcloud.bedrock.control.Monitor;
import dev.cloister.localcloud.bedrock.wire.Exchange;
import dev.cloister.localcloud.bedrock.wire.Signature;
import dev.cloister.localcloud.testkit.Streams;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;

/** The two ways to ask. */
public final class ConverseRoutes {

  // Five documents of the greatest size, in Base64, and what is said about them.
  static final int MAX_BODY = 32 * 1024 * 1024;

  private final Vertx vertx;
  private final Answers answers;
  private final FaultBook faults;
  private final Monitor monitor;
  private final Duration pace;

  public ConverseRoutes(
      Vertx vertx, Answers answers, FaultBook faults, Monitor monitor, Duration pace) {
    this.vertx = vertx;
    this.answers = answers;
    this.faults = faults;
    this.monitor = monitor;
    this.pace = pace;
  }

  /** The whole answer at once. */
  public void converse(Exchange exchange, String modelId) {
    ask(exchange, modelId, "Converse");
  }

  /** The answer in frames. */
  public void converseStream(Exchange exchange, String modelId) {
    ask(exchange, modelId, "ConverseStream");
  }

  private void ask(Exchange exchange, String modelId, String operation) {
    String region = Signature.of(exchange.request()).region();
    exchange
        .body(MAX_BODY)
        .compose(body -> begin(exchange, region, modelId, operation, body))
        .onFailure(exchange::refuse);
  }

  private Future<Void> begin(
      Exchange exchange, String region, String modelId, String operation, Buffer body) {
    Question question;
    Streams.Terms terms = Streams.Terms.NONE;
    try {
      ConverseRequest request = ConverseRequest.parse(body);
      terms = terms(exchange, region, request);
      Model model = Models.conversing(modelId);
      question = ConverseRules.check(model, request);
    } catch (RuntimeException e) {
      monitor.refused(asked(exchange, modelId, operation, terms, null));
      return Future.failedFuture(e);
    }
    String text = question.lastUserText();
    Monitor.Asked asked = asked(exchange, modelId, operation, terms, question);
    FaultPlan plan =
        FaultPlan.of(faults.take(text, modelId, question.model().id()), question, asked, pace);
    if (plan.refusal() != null) {
      monitor.refused(asked);
      return Future.failedFuture(plan.refusal());
    }
    Delivery delivery = new Delivery(vertx, exchange, plan, monitor.begin(asked));
    return delivery
        .afterLatency()
        .compose(
            in ->
                plan.source() == null
                    ? answers.answer(question)
                    : Future.succeededFuture(plan.source()))
        .onFailure(e -> delivery.failed())
        .map(
            source -> {
              if (operation.equals("Converse")) {
                new WholeAnswer(delivery, source).start();
              } else {
                new FrameWriter(delivery, source).start();
              }
              return null;
            });
  }

  // The question is null where there was none in the request.
  private static Monitor.Asked asked(
      Exchange exchange, String modelId, String operation, Streams.Terms terms, Question question) {
    return new Monitor.Asked(
        exchange.requestId(),
        operation,
        modelId,
        question == null ? "" : question.lastUserText(),
        question == null ? 0 : question.turns().size(),
        terms,
        question == null ? List.of() : Carried.by(question));
  }

  private static Streams.Terms terms(Exchange exchange, String region, ConverseRequest request) {
    return new Streams.Terms(
        region,
        exchange.request().authority().toString(),
        request.system().stream().map(block -> block.path("text").asText()).toList(),
        request.inferenceConfig().maxTokens(),
        request.members(),
        request.guardrail(),
        exchange.request().getHeader("x-amz-security-token"));
  }
}

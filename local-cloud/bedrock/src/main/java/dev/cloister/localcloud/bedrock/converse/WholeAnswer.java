package dev.cloister.localcloud.bedrock.converse;

import dev.cloister.localcloud.bedrock.answer.Ending;
import dev.cloister.localcloud.bedrock.answer.TokenSource;
import dev.cloister.localcloud.bedrock.wire.AwsException;
import dev.cloister.localcloud.testkit.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Collects an answer and sends it at once, as late as its last token would have been. Faults that
 * strike in mid-stream strike instead of the answer: an exception as its HTTP error, a corrupt, cut
 * or unfinished stream as a broken connection.
 */
final class WholeAnswer {

  private final Delivery delivery;
  private final TokenSource source;
  private final StringBuilder text = new StringBuilder();
  private long tokens;
  private boolean collected;

  WholeAnswer(Delivery delivery, TokenSource source) {
    this.delivery = delivery;
    this.source = source;
  }

  void start() {
    delivery.whenClosed(source::cancel);
    source.whenReady(this::collect);
    collect();
  }

  private void collect() {
    if (delivery.isOver() || collected) {
      return;
    }
    for (String token = source.poll(); token != null; token = source.poll()) {
      text.append(token);
      tokens++;
    }
    if (source.ending() != null) {
      collected = true;
      long millis = tokens * delivery.plan().nanosPerToken() / 1_000_000;
      if (millis == 0) {
        strikeOrSend();
      } else {
        delivery.after(millis, this::strikeOrSend);
      }
    }
  }

  private void strikeOrSend() {
    if (delivery.plan().midStream().isEmpty()) {
      send(source.ending());
      return;
    }
    switch (delivery.plan().midStream().getFirst()) {
      case Fault.ExceptionFrame f ->
          refuse(AwsException.named(f.type(), "The stand-in was told to fail here."));
      case Fault.Stall f -> {
        if (f.millis() != null) {
          delivery.after(f.millis(), () -> send(source.ending()));
        }
      }
      case Fault.Cut f -> delivery.cut();
      case Fault.End f -> delivery.cut();
      case Fault.Corrupt f -> delivery.cut();
      case Fault.CorruptPrelude f -> delivery.cut();
      case Fault.Truncate f -> delivery.cut();
      case Fault.Garbage f -> delivery.cut();
    }
  }

  private void send(Ending ending) {
    switch (ending) {
      case Ending.Broken broken ->
          refuse(AwsException.named("ModelErrorException", broken.message()));
      case Ending.Complete complete -> {
        JsonArray content = new JsonArray();
        if (!text.isEmpty()) {
          content.add(new JsonObject().put("text", text.toString()));
        }
        JsonObject message = new JsonObject().put("content", content).put("role", "assistant");
        delivery.entry().tokensWritten(tokens);
        JsonObject body =
            Figures.of(complete.usage(), delivery.elapsedMillis())
                .put("output", new JsonObject().put("message", message))
                .put("stopReason", complete.reason().wire());
        delivery.finish(() -> delivery.exchange().json(200, body));
      }
    }
  }

  private void refuse(AwsException refusal) {
    delivery.failed();
    delivery.exchange().refuse(refusal);
  }
}

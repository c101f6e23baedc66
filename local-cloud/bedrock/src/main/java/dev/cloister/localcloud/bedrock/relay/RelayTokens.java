package dev.cloister.localcloud.bedrock.relay;

import dev.cloister.localcloud.bedrock.answer.Ending;
import dev.cloister.localcloud.bedrock.answer.Ending.StopReason;
import dev.cloister.localcloud.bedrock.answer.Ending.Usage;
import dev.cloister.localcloud.bedrock.answer.Question;
import dev.cloister.localcloud.bedrock.answer.TokenSource;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import java.util.ArrayDeque;
import java.util.Queue;

/** The server-sent events of one completion. Pauses the server while nobody takes its tokens. */
final class RelayTokens implements TokenSource {

  private static final int HIGH = 64;
  private static final int LOW = 16;
  private static final int MAX_LINE = 1024 * 1024;

  private final HttpClientResponse response;
  private final RecordParser lines;
  private final Question question;
  private final Queue<String> tokens = new ArrayDeque<>();
  private Runnable ready = () -> {};
  private boolean paused;
  private long taken;
  private StopReason reason;
  private Usage usage;
  private Ending ending;

  RelayTokens(HttpClientResponse response, Question question) {
    this.response = response;
    this.question = question;
    this.lines = RecordParser.newDelimited("\n", response).maxRecordSize(MAX_LINE);
    lines.exceptionHandler(e -> broken("The model server broke off: " + e.getMessage()));
    lines.endHandler(end -> finished());
    lines.handler(this::line);
  }

  @Override
  public String poll() {
    String token = tokens.poll();
    if (token != null) {
      taken++;
    }
    if (paused && tokens.size() <= LOW) {
      paused = false;
      lines.resume();
    }
    return token;
  }

  @Override
  public Ending ending() {
    return tokens.isEmpty() ? ending : null;
  }

  @Override
  public void whenReady(Runnable action) {
    ready = action;
  }

  @Override
  public void cancel() {
    if (ending == null) {
      ending = new Ending.Broken("cancelled");
      response.request().reset();
    }
  }

  private void line(Buffer bytes) {
    String line = bytes.toString().strip();
    if (!line.startsWith("data:") || ending != null) {
      return;
    }
    String data = line.substring("data:".length()).strip();
    if (data.equals("[DONE]")) {
      finished();
      return;
    }
    try {
      chunk(new JsonObject(data));
    } catch (DecodeException | ClassCastException e) {
      broken("The model server sent what is not a completion chunk.");
    }
  }

  private void chunk(JsonObject chunk) {
    if (chunk.getValue("error") != null) {
      broken("The model server failed in mid-answer.");
      return;
    }
    JsonObject counted = chunk.getJsonObject("usage");
    if (counted != null) {
      usage =
          new Usage(counted.getLong("prompt_tokens", 0L), counted.getLong("completion_tokens", 0L));
    }
    JsonArray choices = chunk.getJsonArray("choices", new JsonArray());
    if (!choices.isEmpty()) {
      JsonObject choice = choices.getJsonObject(0);
      String text = choice.getJsonObject("delta", new JsonObject()).getString("content");
      if (choice.getString("finish_reason") != null) {
        reason = stopReason(choice.getString("finish_reason"));
      }
      if (text != null && !text.isEmpty()) {
        add(text);
      }
    }
  }

  private void add(String text) {
    tokens.add(text);
    if (tokens.size() >= HIGH && !paused) {
      paused = true;
      lines.pause();
    }
    ready.run();
  }

  private void finished() {
    if (reason == null) {
      broken("The model server ended without a finish reason.");
    } else if (ending == null) {
      long output = taken + tokens.size();
      ending =
          new Ending.Complete(
              reason, usage == null ? new Usage(question.inputTokens(), output) : usage);
      ready.run();
    }
  }

  private void broken(String message) {
    if (ending == null) {
      ending = new Ending.Broken(message);
      ready.run();
    }
  }

  private static StopReason stopReason(String finishReason) {
    return switch (finishReason) {
      case "length" -> StopReason.MAX_TOKENS;
      case "content_filter" -> StopReason.CONTENT_FILTERED;
      default -> StopReason.END_TURN;
    };
  }
}

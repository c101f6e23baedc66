package dev.cloister.chat.answer;

import dev.cloister.chat.attachment.Attachments;
import dev.cloister.chat.bedrock.Attached;
import dev.cloister.chat.bedrock.Prompt;
import dev.cloister.chat.bedrock.Turn;
import dev.cloister.chat.history.NewTurn;
import dev.cloister.chat.history.TurnBegun.ContextTurn;
import dev.cloister.chat.model.ModelsConfig;
import dev.cloister.edge.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What a question becomes: a turn for history-service, a prompt for its model. */
@ApplicationScoped
class Prompts {

  /** A token is seldom shorter than three bytes, so this never promises the model too much. */
  private static final int BYTES_PER_TOKEN = 3;

  /** The most that history-service gives, whatever a model could read. */
  private static final int MAX_CONTEXT_BYTES = 16 * 1024 * 1024;

  private final AnswersConfig config;
  private final ModelsConfig models;
  private final Attachments attachments;

  Prompts(AnswersConfig config, ModelsConfig models, Attachments attachments) {
    this.config = config;
    this.models = models;
    this.attachments = attachments;
  }

  /** Refuses a question that is longer than is configured, with 413. */
  void check(Ask ask) {
    limit("text", ask.text(), config.maxQuestion().asLongValue());
    limit("system", ask.system(), config.maxSystem().asLongValue());
  }

  private static void limit(String field, String text, long maxBytes) {
    if (bytes(text) > maxBytes) {
      throw Problem.tooLarge(field, "must be at most " + maxBytes + " bytes of UTF-8")
          .asException();
    }
  }

  private static long bytes(String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * The question as history-service stores it.
   *
   * @param key the caller's, or null
   */
  NewTurn turn(AnswerId id, Question question, IdempotencyKey key) {
    Ask ask = question.ask();
    long reserved = bytes(ask.text()) + bytes(ask.system());
    long files = question.attached().stream().mapToLong(Attached::tokensAbout).sum();
    long window = question.model().contextTokens() - models.maxOutputTokens() - files;
    return new NewTurn(
        id.value(),
        UUID.randomUUID(),
        question.model().id(),
        ask.text(),
        key == null ? null : key.value(),
        key == null ? null : key.fingerprint(),
        ask.attachments(),
        Math.clamp(window * BYTES_PER_TOKEN - reserved, 0, MAX_CONTEXT_BYTES));
  }

  /** The question as its model reads it, after the conversation before it. */
  Prompt prompt(Question question, List<ContextTurn> context) {
    Ask ask = question.ask();
    var window = attachments.window();
    var turns = new ArrayDeque<Turn>();
    turns.addFirst(window.fit(new Turn(Turn.Role.USER, ask.text(), question.attached())));
    context.reversed().forEach(earlier -> turns.addFirst(window.fit(earlier.toTurn())));
    List<String> system =
        Stream.concat(config.systemPrompt().stream(), Stream.ofNullable(ask.system())).toList();
    String model = question.model().invocationId();
    return new Prompt(model, system, new ArrayList<>(turns), models.maxOutputTokens());
  }
}

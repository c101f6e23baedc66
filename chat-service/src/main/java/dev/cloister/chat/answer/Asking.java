package dev.cloister.chat.answer;

import dev.cloister.chat.answer.AnswerEvent.Failed;
import dev.cloister.chat.answer.AnswerEvent.Finished;
import dev.cloister.chat.answer.AnswerEvent.Started;
import dev.cloister.chat.answer.AnswerEvent.Stopped;
import dev.cloister.chat.bedrock.BedrockModel;
import dev.cloister.chat.bedrock.Breakers;
import dev.cloister.chat.bedrock.Prompt;
import dev.cloister.chat.bedrock.Turn;
import dev.cloister.chat.history.HistoryGateway;
import dev.cloister.chat.history.NewTurn;
import dev.cloister.chat.history.StoredAnswer;
import dev.cloister.chat.history.TurnBegun;
import dev.cloister.chat.model.Catalogue;
import dev.cloister.chat.model.Model;
import dev.cloister.chat.model.ModelsConfig;
import dev.cloister.chat.title.Titles;
import dev.cloister.chat.usage.Meters;
import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemException;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * From a question to its answer: checks it, stores it, and only then calls the model. Call it from
 * a thread that may block.
 */
@ApplicationScoped
class Asking {

  /** A token is seldom shorter than three bytes, so this never promises the model too much. */
  private static final int BYTES_PER_TOKEN = 3;

  /** The most that history-service gives, whatever a model could read. */
  private static final int MAX_CONTEXT_BYTES = 16 * 1024 * 1024;

  /** How soon another look is worth it where another pod has stored a question a moment ago. */
  private static final long UNTIL_SHARED_NANOS = 100_000_000;

  private final Answers answers;
  private final Mirrors mirrors;
  private final AnswersConfig config;
  private final AnswerStore store;
  private final Catalogue catalogue;
  private final ModelsConfig models;
  private final HistoryGateway history;
  private final BedrockModel bedrock;
  private final Breakers breakers;
  private final Meters meters;
  private final Replays replays;
  private final Titles titles;
  private final ExecutorService threads;

  Asking(
      Answers answers,
      Mirrors mirrors,
      AnswersConfig config,
      AnswerStore store,
      Catalogue catalogue,
      ModelsConfig models,
      HistoryGateway history,
      BedrockModel bedrock,
      Breakers breakers,
      Meters meters,
      Replays replays,
      Titles titles,
      @VirtualThreads ExecutorService threads) {
    this.answers = answers;
    this.mirrors = mirrors;
    this.config = config;
    this.store = store;
    this.catalogue = catalogue;
    this.models = models;
    this.history = history;
    this.bedrock = bedrock;
    this.breakers = breakers;
    this.meters = meters;
    this.replays = replays;
    this.titles = titles;
    this.threads = threads;
  }

  /**
   * Asks. The answer's log is returned once its model has begun, or has failed after the caller's
   * stream had to start.
   *
   * @throws dev.cloister.edge.problem.ProblemException where the question is refused, or the model
   *     failed before it began
   */
  Listening ask(Subject owner, SessionId session, Ask ask, IdempotencyKey key) {
    long askedAt = System.nanoTime();
    limit("text", ask.text(), config.maxQuestion().asLongValue());
    limit("system", ask.system(), config.maxSystem().asLongValue());
    Model model = catalogue.require(ask.modelId());
    NewTurn turn = newTurn(ask, key, model);
    var id = new AnswerId(turn.answerId());
    AnswerId earlier;
    try (var admission = new Admission(answers, owner, id)) {
      switch (begin(admission, owner, session, ask, model, turn)) {
        case TurnBegun.Replayed replayed -> earlier = new AnswerId(replayed.answerId());
        case TurnBegun.Started begun -> {
          Answer answer = answer(owner, session, ask, model, begun, admission, askedAt);
          admission.start(answer);
          return onceBegun(answer);
        }
      }
    }
    return replay(owner, session, earlier);
  }

  /**
   * Stores the question. Where no model may be called now, a repeat has its answer all the same.
   */
  private TurnBegun begin(
      Admission admission, Subject owner, SessionId session, Ask ask, Model model, NewTurn turn) {
    try {
      admission.acquire(breakers.of(model.id()));
      admission.open(meters, model, prompt(ask, model, List.of()));
    } catch (ProblemException refused) {
      return history
          .earlier(owner, session.value(), turn)
          .await()
          .indefinitely()
          .orElseThrow(() -> refused);
    }
    return history.begin(owner, session.value(), turn).await().indefinitely();
  }

  /** The answer that an earlier call with the same key has, wherever that is made or kept. */
  private Listening replay(Subject owner, SessionId session, AnswerId id) {
    long deadline = System.nanoTime() + config.startWithin().toNanos();
    while (true) {
      Optional<Listening> running =
          answers
              .await(owner, id)
              .map(this::onceBegun)
              .or(() -> mirrors.find(owner, id).map(Listening::to));
      if (running.isPresent()) {
        return running.get();
      }
      StoredAnswer stored = replays.stored(owner, session, id);
      boolean mayAppear = stored.isStreaming() && mirrors.isConfigured();
      if (!mayAppear || System.nanoTime() > deadline) {
        return Listening.to(replays.log(session, stored));
      }
      LockSupport.parkNanos(UNTIL_SHARED_NANOS);
    }
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

  private NewTurn newTurn(Ask ask, IdempotencyKey key, Model model) {
    long reserved = bytes(ask.text()) + bytes(ask.system());
    long window = (model.contextTokens() - models.maxOutputTokens()) * (long) BYTES_PER_TOKEN;
    return new NewTurn(
        UUID.randomUUID(),
        UUID.randomUUID(),
        model.id(),
        ask.text(),
        key == null ? null : key.value(),
        key == null ? null : key.fingerprint(),
        Math.clamp(window - reserved, 0, MAX_CONTEXT_BYTES));
  }

  private Answer answer(
      Subject owner,
      SessionId session,
      Ask ask,
      Model model,
      TurnBegun.Started begun,
      Admission admission,
      long askedAt) {
    var id = new AnswerId(begun.answerId());
    var log = new EventLog(new Started(id, session, begun.userMessageId(), id, model.id()));
    var answer =
        new Answer(
            owner,
            log,
            prompt(ask, model, begun.context()),
            new ModelCalls(
                bedrock,
                breakers.of(model.id()),
                admission.permit(),
                admission.meter(),
                config.silenceTimeout(),
                threads),
            store,
            config,
            askedAt);
    if (begun.firstTurn()) {
      answer
          .closed()
          .thenAccept(
              end -> {
                if (end instanceof Finished || end instanceof Stopped) {
                  titles.write(owner, session.value(), model, ask.text());
                }
              });
    }
    return answer;
  }

  private Prompt prompt(Ask ask, Model model, List<TurnBegun.ContextTurn> context) {
    var turns = new ArrayList<Turn>();
    context.forEach(t -> turns.add(t.toTurn()));
    turns.add(new Turn(Turn.Role.USER, ask.text()));
    List<String> system =
        Stream.concat(config.systemPrompt().stream(), Stream.ofNullable(ask.system())).toList();
    return new Prompt(model.invocationId(), system, turns, models.maxOutputTokens());
  }

  private Listening onceBegun(Answer answer) {
    // Not an error where it times out: the stream then starts before the model does.
    answer
        .opened()
        .completeOnTimeout(null, config.startWithin().toMillis(), TimeUnit.MILLISECONDS)
        .join();
    if (answer.log().end() instanceof Failed failed && answer.log().deltas() == 0) {
      throw failed.problem().asException();
    }
    return Listening.to(answer);
  }
}

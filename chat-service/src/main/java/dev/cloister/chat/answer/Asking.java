package dev.cloister.chat.answer;

import dev.cloister.chat.answer.AnswerEvent.Finished;
import dev.cloister.chat.answer.AnswerEvent.Started;
import dev.cloister.chat.answer.AnswerEvent.Stopped;
import dev.cloister.chat.attachment.Attachments;
import dev.cloister.chat.bedrock.BedrockModel;
import dev.cloister.chat.bedrock.Breakers;
import dev.cloister.chat.history.Asker;
import dev.cloister.chat.history.HistoryGateway;
import dev.cloister.chat.history.NewTurn;
import dev.cloister.chat.history.TurnBegun;
import dev.cloister.chat.model.Catalogue;
import dev.cloister.chat.model.Model;
import dev.cloister.chat.title.Titles;
import dev.cloister.chat.usage.Meters;
import dev.cloister.edge.problem.ProblemException;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * From a question to its answer: checks it, stores it, and only then calls the model. Call it from
 * a thread that may block.
 */
@ApplicationScoped
class Asking {

  private final Answers answers;
  private final AnswersConfig config;
  private final AnswerStore store;
  private final Catalogue catalogue;
  private final Prompts prompts;
  private final Attachments attachments;
  private final HistoryGateway history;
  private final BedrockModel bedrock;
  private final Breakers breakers;
  private final Meters meters;
  private final Replays replays;
  private final Titles titles;
  private final ExecutorService threads;

  Asking(
      Answers answers,
      AnswersConfig config,
      AnswerStore store,
      Catalogue catalogue,
      Prompts prompts,
      Attachments attachments,
      HistoryGateway history,
      BedrockModel bedrock,
      Breakers breakers,
      Meters meters,
      Replays replays,
      Titles titles,
      @VirtualThreads ExecutorService threads) {
    this.answers = answers;
    this.config = config;
    this.store = store;
    this.catalogue = catalogue;
    this.prompts = prompts;
    this.attachments = attachments;
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
  Listening ask(Asker asker, SessionId session, Ask ask, IdempotencyKey key) {
    long askedAt = System.nanoTime();
    prompts.check(ask);
    Model model = catalogue.require(ask.modelId());
    AnswerId earlier;
    try (var admission = new Admission(answers, asker.subject(), AnswerId.random())) {
      switch (begin(admission, asker, session, ask, model, key)) {
        case Asked.Before(AnswerId id) -> earlier = id;
        case Asked.Now(Question question, TurnBegun.Started begun) -> {
          Answer answer = answer(asker, session, question, begun, admission, askedAt);
          admission.start(answer);
          return Listening.onceBegun(answer, config.startWithin());
        }
      }
    }
    return replays.listen(asker, session, earlier);
  }

  /** What came of the wish to ask: a question that is stored now, or the answer that there is. */
  private sealed interface Asked {
    record Now(Question question, TurnBegun.Started begun) implements Asked {}

    record Before(AnswerId id) implements Asked {}
  }

  /**
   * Stores the question. Where no model may be called now, a repeat has its answer all the same.
   */
  private Asked begin(
      Admission admission,
      Asker asker,
      SessionId session,
      Ask ask,
      Model model,
      IdempotencyKey key) {
    Question question;
    try {
      question = admit(admission, asker, session, ask, model);
    } catch (ProblemException refused) {
      return new Asked.Before(replays.earlier(asker, session, key).orElseThrow(() -> refused));
    }
    NewTurn turn = prompts.turn(admission.place(), question, key);
    return switch (history.begin(asker, session.value(), turn).await().indefinitely()) {
      case TurnBegun.Replayed replayed -> new Asked.Before(new AnswerId(replayed.answerId()));
      case TurnBegun.Started begun -> new Asked.Now(question, begun);
    };
  }

  /** Gets leave for a model call with all that it takes. Nothing is stored yet. */
  private Question admit(
      Admission admission, Asker asker, SessionId session, Ask ask, Model model) {
    admission.acquire(breakers.of(model.id()));
    var attached = attachments.named(asker, session.value(), ask.attachments());
    var question = new Question(ask, model, attached);
    admission.open(meters, model, prompts.prompt(question, List.of()));
    return question;
  }

  private Answer answer(
      Asker asker,
      SessionId session,
      Question question,
      TurnBegun.Started begun,
      Admission admission,
      long askedAt) {
    Model model = question.model();
    var id = new AnswerId(begun.answerId());
    var log = new EventLog(new Started(id, session, begun.userMessageId(), id, model.id()));
    var answer =
        new Answer(
            asker,
            log,
            prompts.prompt(question, begun.context()),
            new ModelCalls(
                bedrock,
                breakers.of(model.id()),
                admission.permit(),
                admission.meter(),
                prompt -> attachments.load(asker, session.value(), prompt),
                config.silenceTimeout(),
                threads),
            store,
            config,
            askedAt);
    if (begun.firstTurn()) {
      String start = Titles.start(question.ask().text());
      answer
          .closed()
          .thenAccept(
              end -> {
                if (end instanceof Finished || end instanceof Stopped) {
                  titles.write(asker, session.value(), model, start);
                }
              });
    }
    return answer;
  }
}

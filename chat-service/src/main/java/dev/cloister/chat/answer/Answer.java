package dev.cloister.chat.answer;

import dev.cloister.chat.answer.AnswerEvent.Blocked;
import dev.cloister.chat.answer.AnswerEvent.End;
import dev.cloister.chat.answer.AnswerEvent.Finished;
import dev.cloister.chat.answer.AnswerEvent.Stopped;
import dev.cloister.chat.answer.AnswerState.Closed;
import dev.cloister.chat.answer.AnswerState.Closing;
import dev.cloister.chat.answer.AnswerState.Opening;
import dev.cloister.chat.answer.AnswerState.Streaming;
import dev.cloister.chat.bedrock.BedrockProblems;
import dev.cloister.chat.bedrock.ConverseEvent;
import dev.cloister.chat.bedrock.ModelListener;
import dev.cloister.chat.bedrock.ModelStream;
import dev.cloister.chat.bedrock.Prompt;
import dev.cloister.chat.bedrock.Usage;
import dev.cloister.chat.history.Asker;
import dev.cloister.chat.history.HistoryFailure;
import dev.cloister.edge.identity.Subject;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * One answer while it is made: takes what the model says into the log, keeps the stored copy
 * current, and brings it to exactly one end. All its methods are safe from any thread and none
 * blocks.
 */
final class Answer implements ModelListener {

  private static final Logger LOG = Logger.getLogger(Answer.class);

  private final Asker asker;
  private final EventLog log;
  private final AnswerStore store;
  private final AnswersConfig config;
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private final CompletableFuture<End> closed = new CompletableFuture<>();
  private final long askedAt;
  private final Retries retries;
  private final Checkpoints checkpoints;

  private AnswerState state = new Opening();
  private ModelCall call;
  private Prompt prompt;
  private ModelStream upstream;
  private boolean waitingForListener;
  private long heardAt;
  private long firstTokenAt;

  /** How a model is called; the call itself may block and happens elsewhere. */
  interface ModelCall {
    void stream(Prompt prompt, ModelListener listener, Duration after);

    /** There will be no more calls. Completes soon, and never fails, once their cost is counted. */
    CompletionStage<Void> ended(End end);
  }

  Answer(
      Asker asker,
      EventLog log,
      Prompt prompt,
      ModelCall call,
      AnswerStore store,
      AnswersConfig config,
      long askedAt) {
    this.asker = asker;
    this.log = log;
    this.prompt = prompt;
    this.call = call;
    this.store = store;
    this.config = config;
    this.askedAt = askedAt;
    this.retries = new Retries(config);
    this.checkpoints = new Checkpoints(config, askedAt);
    this.heardAt = askedAt;
  }

  void start() {
    call.stream(prompt, this, Duration.ZERO);
  }

  Subject owner() {
    return asker.subject();
  }

  /** Whose it is, and the request that it is made for. */
  Asker asker() {
    return asker;
  }

  EventLog log() {
    return log;
  }

  AnswerId id() {
    return log.started().id();
  }

  /** Completes when the model has begun or the answer has ended, whichever is first. */
  CompletableFuture<Void> opened() {
    return opened;
  }

  /** Completes with the end once it is stored and told. */
  CompletableFuture<End> closed() {
    return closed;
  }

  @Override
  public synchronized void calling(ModelStream stream) {
    switch (state) {
      case Opening _ -> upstream = stream;
      case Streaming _ -> throw new IllegalStateException("a model begins once");
      case Closing _, Closed _ -> stream.cancel();
    }
  }

  @Override
  public synchronized void begun() {
    heardAt = System.nanoTime();
    if (state instanceof Opening opening) {
      state = opening.begun();
      opened.complete(null);
    }
  }

  @Override
  public synchronized void said(ConverseEvent event) {
    heardAt = System.nanoTime();
    if (state instanceof Streaming streaming) {
      hear(streaming, event);
    }
  }

  private void hear(Streaming streaming, ConverseEvent event) {
    switch (event) {
      case ConverseEvent.Begin _, ConverseEvent.Other _ -> {}
      case ConverseEvent.Text text -> {
        if (firstTokenAt == 0) {
          firstTokenAt = heardAt;
          prompt = null; // It is not asked again, and a conversation may be large.
        }
        log.append(text.text());
        if (log.length() > config.maxLength()) {
          close(streaming.closing(Ends.tooLong()));
          return;
        }
      }
      case ConverseEvent.Stop stop -> state = streaming.stopped(stop.reason());
      case ConverseEvent.Metadata metadata -> state = streaming.counted(metadata.usage());
    }
    if (!waitingForListener && log.lag() > config.maxLead()) {
      waitingForListener = true;
      upstream.pause();
    }
  }

  /** A listener has read on. */
  synchronized void relieved() {
    if (waitingForListener && log.lag() <= config.maxLead() / 2) {
      waitingForListener = false;
      heardAt = System.nanoTime();
      upstream.resume();
    }
  }

  @Override
  public synchronized void completed() {
    switch (state) {
      case Opening opening -> close(opening.closing(Ends.truncated()));
      case Streaming streaming -> close(streaming.closing(ending(streaming)));
      case Closing _, Closed _ -> {}
    }
  }

  private End ending(Streaming s) {
    return switch (s.stopReason()) {
      case null -> Ends.truncated();
      case "guardrail_intervened", "content_filtered" -> new Blocked(s.usage());
      default -> new Finished(s.stopReason(), s.usage(), since(firstTokenAt), since(heardAt));
    };
  }

  private Duration since(long nanoTime) {
    return Duration.ofNanos(nanoTime == 0 ? heardAt - askedAt : nanoTime - askedAt);
  }

  @Override
  public synchronized void failed(Throwable e) {
    switch (state) {
      case Opening _ when BedrockProblems.isTooLong(e) && prompt.turns().size() > 1 -> {
        prompt = prompt.shortened();
        start();
      }
      case Opening opening ->
          retries
              .next(e, Duration.ofNanos(System.nanoTime() - askedAt))
              .ifPresentOrElse(
                  wait -> call.stream(prompt, this, wait),
                  () -> giveUp(opening.closing(Ends.refused(e)), e));
      case Streaming streaming when firstTokenAt == 0 && BedrockProblems.isRefusal(e) -> {
        state = streaming.refused();
        failed(e);
      }
      case Streaming streaming -> giveUp(streaming.closing(Ends.broken(e)), e);
      case Closing _, Closed _ -> {}
    }
  }

  private void giveUp(Closing closing, Throwable e) {
    LOG.warnf(
        "model call failed answerId=%s %s requestId=%s",
        id(), BedrockProblems.facts(e), asker.requestId());
    close(closing);
  }

  /** Ends the answer at its owner's wish; nothing where it is over already. */
  void stop() {
    endAs(Stopped::new);
  }

  /** Another pod took this one for dead and has ended the answer. */
  void givenUp() {
    endAs(usage -> Ends.truncated());
  }

  /** Ends the answer because its pod has to go; what came of it is stored. */
  void leaveBehind() {
    endAs(usage -> Ends.leftBehind());
  }

  private synchronized void endAs(Function<Usage, End> end) {
    switch (state) {
      case Opening opening -> close(opening.closing(end.apply(null)));
      case Streaming streaming -> close(streaming.closing(end.apply(streaming.usage())));
      case Closing _, Closed _ -> {}
    }
  }

  /** Does what is due: gives up on a silent model, stores what has grown, renews the lease. */
  synchronized void tick(long now) {
    switch (state) {
      case Opening opening when isSilent(now) -> close(opening.closing(Ends.silent()));
      case Streaming streaming when isSilent(now) -> close(streaming.closing(Ends.silent()));
      case Opening _, Streaming _ -> checkpoint(now);
      case Closing _, Closed _ -> {}
    }
  }

  private boolean isSilent(long now) {
    return !waitingForListener && now - heardAt > config.silenceTimeout().toNanos();
  }

  private void checkpoint(long now) {
    if (checkpoints.isDue(now, log.length())) {
      int revision = checkpoints.taken(now, log.length());
      store.checkpoint(this, revision).subscribe().with(v -> {}, this::notStored);
    }
  }

  private void notStored(Throwable e) {
    if (HistoryFailure.isGone(e)) {
      stop(); // The session was deleted under the answer.
    } else if (HistoryFailure.isConflict(e)) {
      givenUp();
    } else {
      LOG.warnf("checkpoint failed answerId=%s error=%s requestId=%s", id(), e, asker.requestId());
    }
  }

  private void close(Closing closing) {
    state = closing;
    if (upstream != null) {
      upstream.cancel();
    }
    var counted = Uni.createFrom().completionStage(call.ended(closing.end()));
    var stored = store.end(this, closing.end(), since(firstTokenAt), since(0));
    Uni.combine()
        .all()
        .unis(stored, counted)
        .with((end, none) -> end)
        .subscribe()
        .with(end -> tell(closing, end), e -> tell(closing, notSaved(e)));
  }

  private synchronized void tell(Closing closing, End told) {
    state = closing.closed(told);
    log.end(told);
    forgetTheQuestion();
    opened.complete(null);
    closed.complete(told);
  }

  /** An ended answer is kept for a while, and a question with its context may be far larger. */
  private void forgetTheQuestion() {
    call = null;
    prompt = null;
    upstream = null;
    waitingForListener = false;
  }

  private End notSaved(Throwable e) {
    LOG.errorf(e, "the end could not be stored answerId=%s requestId=%s", id(), asker.requestId());
    return Ends.notSaved(e);
  }
}

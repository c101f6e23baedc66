package dev.cloister.chat.answer;

import dev.cloister.chat.answer.AnswerEvent.End;
import dev.cloister.chat.answer.AnswerEvent.Started;
import dev.cloister.chat.answer.AnswerEvent.TextDelta;
import dev.cloister.chat.stream.StreamEntry.Texts;
import dev.cloister.chat.stream.StreamStore.Written;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Writes one answer's log into the shared store as it grows, one write at a time. What could not be
 * written is still in the log and goes with the next write, so a store that is slow or away costs
 * other pods' listeners time and this pod nothing.
 */
final class Shipping implements EventLog.Listener {

  private static final Logger LOG = Logger.getLogger(Shipping.class);
  private static final int BATCH = 512;
  private static final long AFTER_FAILURE_MILLIS = 1000;
  private static final int TRIES_AFTER_END = 60;

  private final Answer answer;
  private final EventLog log;
  private final SharedAnswers shared;
  private final AtomicBoolean due = new AtomicBoolean(true);
  private int next;
  private int failures;

  Shipping(Answer answer, SharedAnswers shared) {
    this.answer = answer;
    this.log = answer.log();
    this.shared = shared;
  }

  void start() {
    log.add(this);
    ship();
  }

  @Override
  public void wake() {
    if (due.compareAndSet(false, true)) {
      shared.later(this::ship);
    }
  }

  /** Never the foremost reader: an answer waits for people, not for the store. */
  @Override
  public int next() {
    return -1;
  }

  /** Runs for one write at a time: {@link #due} stays set until its reply has come. */
  private void ship() {
    List<AnswerEvent> events = log.read(next, BATCH);
    if (events.isEmpty()) {
      due.set(false);
      if (!log.read(next, 1).isEmpty()) {
        wake(); // It came in between.
      }
      return;
    }
    switch (events.getFirst()) {
      case Started started -> write(shared.open(answer), 1);
      case TextDelta first -> {
        Texts texts = texts(first, events);
        write(shared.append(answer, texts), texts.deltas().size());
      }
      case End end -> write(shared.end(answer.id(), EndRecord.of(end, null)), 1);
    }
  }

  private static Texts texts(TextDelta first, List<AnswerEvent> events) {
    List<String> deltas =
        events.stream()
            .filter(TextDelta.class::isInstance)
            .map(e -> ((TextDelta) e).text())
            .toList();
    return new Texts(first.sequenceNumber(), deltas);
  }

  private void write(Uni<Written> write, int events) {
    write.subscribe().with(result -> done(result, events), this::notWritten);
  }

  private void done(Written result, int events) {
    failures = 0;
    switch (result) {
      case DONE -> next += events;
      case MISSING -> next = 0;
      case CLOSED -> {
        answer.givenUp();
        leave();
        return;
      }
    }
    if (log.end() != null && log.read(next, 1).isEmpty()) {
      leave();
    } else {
      shared.later(this::ship);
    }
  }

  private void notWritten(Throwable e) {
    LOG.debugf("not shared yet answerId=%s error=%s", answer.id(), e);
    failures = log.end() == null ? 0 : failures + 1;
    if (failures > TRIES_AFTER_END) {
      leave();
    } else {
      shared.in(AFTER_FAILURE_MILLIS, this::ship);
    }
  }

  private void leave() {
    log.remove(this);
    shared.shipped();
  }
}

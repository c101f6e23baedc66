package dev.cloister.chat.answer;

import dev.cloister.chat.answer.AnswerEvent.Started;
import dev.cloister.chat.stream.StreamEntry;
import dev.cloister.chat.stream.StreamFollower;
import dev.cloister.edge.identity.Subject;
import java.time.Duration;
import java.util.function.Consumer;

/** The log of an answer that another pod makes, as far as it was heard here. */
final class Mirror implements StreamFollower {

  /** Who was sent here has this long to begin to listen, and who left to come back. */
  private static final long UNHEARD_NANOS = Duration.ofSeconds(30).toNanos();

  private final Subject owner;
  private final EventLog log;
  private final SharedForm form;
  private final Consumer<Mirror> takeOver;
  private volatile long listenedAt = System.nanoTime();
  private volatile boolean takingOver;
  private int attempts;

  Mirror(Subject owner, Started started, SharedForm form, Consumer<Mirror> takeOver) {
    this.owner = owner;
    this.log = new EventLog(started);
    this.form = form;
    this.takeOver = takeOver;
  }

  Subject owner() {
    return owner;
  }

  EventLog log() {
    return log;
  }

  /** How often it was tried to end the answer here. */
  int attempts() {
    return attempts;
  }

  @Override
  public void heard(StreamEntry entry) {
    switch (entry) {
      case StreamEntry.Texts texts -> hear(texts);
      case StreamEntry.End end -> end(form.end(end));
    }
  }

  private void hear(StreamEntry.Texts texts) {
    int have = log.deltas();
    if (texts.from() > have) {
      log.abandon(); // Something is missing, and nobody must take the rest for the whole.
    } else {
      // A store that lost its memory is written anew, in other pieces.
      texts.deltas().stream().skip(have - texts.from()).forEach(log::append);
    }
  }

  /** Ends the log; what its stream never got of the text comes with the end. */
  void end(EndRecord how) {
    if (how.text() != null) {
      log.join(how.text());
    }
    log.end(how.end());
  }

  @Override
  public void orphaned() {
    if (!takingOver) {
      takingOver = true;
      attempts++;
      takeOver.accept(this);
    }
  }

  /** The answer could not be ended here; the next time it is found orphaned it is tried again. */
  void notTakenOver() {
    takingOver = false;
  }

  @Override
  public void lost() {
    log.abandon();
  }

  @Override
  public boolean isWanted() {
    if (log.isListenedTo()) {
      listenedAt = System.nanoTime();
    }
    return !log.isOver() && System.nanoTime() - listenedAt < UNHEARD_NANOS;
  }
}

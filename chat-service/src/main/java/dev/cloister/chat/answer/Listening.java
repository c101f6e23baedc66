package dev.cloister.chat.answer;

import dev.cloister.chat.answer.AnswerEvent.Failed;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A log to listen to, and whom to tell when something was read of it.
 *
 * @param onRead called after each read, from an event loop; must not block
 * @param mirrored whether another pod makes the answer; its readers may have read more than came
 *     here
 */
record Listening(EventLog log, Runnable onRead, boolean mirrored) {

  /**
   * Waits until the model has begun or the time is up; the stream then starts before the model
   * does.
   *
   * @throws dev.cloister.edge.problem.ProblemException where the model failed before it said
   *     anything
   */
  static Listening onceBegun(Answer answer, Duration within) {
    answer.opened().completeOnTimeout(null, within.toMillis(), TimeUnit.MILLISECONDS).join();
    if (answer.log().end() instanceof Failed failed && answer.log().deltas() == 0) {
      throw failed.problem().asException();
    }
    return to(answer);
  }

  static Listening to(Answer answer) {
    return new Listening(answer.log(), answer::relieved, false);
  }

  static Listening to(EventLog over) {
    return new Listening(over, () -> {}, false);
  }

  static Listening toMirrored(EventLog log) {
    return new Listening(log, () -> {}, true);
  }
}

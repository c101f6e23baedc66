package dev.cloister.chat.answer;

/**
 * A log to listen to, and whom to tell when something was read of it.
 *
 * @param onRead called after each read, from an event loop; must not block
 * @param mirrored whether another pod makes the answer; its readers may have read more than came
 *     here
 */
record Listening(EventLog log, Runnable onRead, boolean mirrored) {

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

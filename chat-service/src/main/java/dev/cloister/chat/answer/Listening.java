package dev.cloister.chat.answer;

/**
 * A log to listen to, and whom to tell when something was read of it.
 *
 * @param onRead called after each read, from an event loop; must not block
 */
record Listening(EventLog log, Runnable onRead) {

  static Listening to(Answer answer) {
    return new Listening(answer.log(), answer::relieved);
  }

  static Listening to(EventLog over) {
    return new Listening(over, () -> {});
  }
}

package dev.cloister.chat.usage;

/** How a model call ended. */
public enum Outcome {
  FINISHED,
  STOPPED,
  BLOCKED,
  FAILED
}

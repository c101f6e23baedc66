package dev.cloister.localcloud.bedrock.answer;

/** An answer's tokens, taken one by one by who writes them. Used on one event loop only. */
public interface TokenSource {

  /** The next token; null where there is none now or there are no more. */
  String poll();

  /** How it ended; null while tokens may still come. */
  Ending ending();

  /** Is run whenever a token or the ending came after {@link #poll} had nothing to give. */
  void whenReady(Runnable action);

  /** Nobody will take any more. */
  void cancel();
}

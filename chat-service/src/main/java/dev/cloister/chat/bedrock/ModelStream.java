package dev.cloister.chat.bedrock;

/** An open stream from a model. Its methods may be called from any thread. */
public interface ModelStream {

  /** Stops reading from the network; what was read already is still said. */
  void pause();

  /** Reads on. */
  void resume();

  /** Closes the stream to Bedrock at once. */
  void cancel();
}

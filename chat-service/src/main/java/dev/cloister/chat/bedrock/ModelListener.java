package dev.cloister.chat.bedrock;

/**
 * Hears one model call: {@link #calling} once, {@link #begun} at most once, then what the model
 * says, then exactly one of {@link #completed} and {@link #failed}; after a cancel nothing more.
 * Calls come one at a time from an event loop and must not block.
 */
public interface ModelListener {

  /** The call is about to be sent. Until it has begun, its stream can only be cancelled. */
  void calling(ModelStream stream);

  /** Bedrock has accepted the call and its stream is open. */
  void begun();

  /** The model says something. */
  void said(ConverseEvent event);

  /** The stream ended as streams do, which says nothing about the answer being whole. */
  void completed();

  /** The call was refused, or its stream broke; {@link BedrockProblems} says what it means. */
  void failed(Throwable e);
}

package dev.cloister.chat.stream;

/** Takes in a stream that another pod writes. Called by one thread; must not block. */
public interface StreamFollower {

  /** The next entry. */
  void heard(StreamEntry entry);

  /**
   * The writer is gone and will write no more; all that it wrote has been heard. Told again every
   * second until the stream has an end.
   */
  void orphaned();

  /** The store has been out of reach for so long that following it means nothing any more. */
  void lost();

  /** Whether anybody still wants to hear. */
  boolean isWanted();
}

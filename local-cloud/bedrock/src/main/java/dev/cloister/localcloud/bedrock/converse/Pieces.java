package dev.cloister.localcloud.bedrock.converse;

/**
 * Where a stream is split: every so many bytes, counted from the beginning of each frame or of the
 * stream.
 *
 * @param first length of the first piece
 * @param every length of the others, 0 for whole frames
 * @param acrossFrames counted from the beginning of the stream
 */
record Pieces(int first, int every, boolean acrossFrames) {

  static final Pieces WHOLE = new Pieces(0, 0, false);

  static Pieces ofFrames(int bytes) {
    return new Pieces(bytes, bytes, false);
  }

  static Pieces ofStream(int first, int every) {
    return new Pieces(first, every, true);
  }

  boolean areWhole() {
    return every == 0;
  }

  /**
   * How many bytes are left of the piece that this place is in.
   *
   * @param frameAt how many bytes of the frame were written
   * @param streamAt how many bytes of the stream were written
   */
  int left(int frameAt, long streamAt) {
    long at = acrossFrames ? streamAt : frameAt;
    return (int) (at < first ? first - at : every - (at - first) % every);
  }
}

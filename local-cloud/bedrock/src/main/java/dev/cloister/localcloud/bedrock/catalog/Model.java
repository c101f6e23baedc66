package dev.cloister.localcloud.bedrock.catalog;

/**
 * A foundation model.
 *
 * @param onDemand false where it can be reached through an inference profile only
 * @param profile whether the geographic profile {@code us.<id>} leads to it
 * @param windowTokens longest input, 0 where it serves no conversation
 */
public record Model(
    String id,
    String name,
    String provider,
    Kind kind,
    boolean onDemand,
    boolean profile,
    int windowTokens) {

  /** What comes out, and in which manner. */
  public enum Kind {
    /** Names its source first, then quotes at some length. */
    THOROUGH,
    /** The sentences first, the source behind them. */
    PLAIN,
    /** Talks to the reader. */
    FRIENDLY,
    /** One sentence. */
    TERSE,
    /** Gives vectors, not words. */
    EMBEDDING
  }

  public boolean converses() {
    return kind != Kind.EMBEDDING;
  }

  public String arn(String region) {
    return "arn:aws:bedrock:" + region + "::foundation-model/" + id;
  }

  String profileId() {
    return "us." + id;
  }
}

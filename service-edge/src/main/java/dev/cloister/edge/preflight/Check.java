package dev.cloister.edge.preflight;

/** One thing that a service needs of its surroundings. Every bean of this type is run. */
public interface Check {

  /** What is looked at, in a few words. */
  String name();

  /**
   * Looks. Any thread that may block.
   *
   * @return what was found
   * @throws Exception where it is not as it should be; {@link Mismatch} says what to do
   */
  String run() throws Exception;
}

package dev.cloister.history.message;

import dev.cloister.edge.problem.Problem;

/**
 * What an answer cost, in tokens.
 *
 * @param inputTokens tokens the model read
 * @param outputTokens tokens the model wrote
 * @param totalTokens tokens in all
 */
public record Usage(long inputTokens, long outputTokens, long totalTokens) {

  public Usage {
    if (inputTokens < 0 || outputTokens < 0 || totalTokens < 0) {
      throw Problem.invalid("usage", "must have no negative numbers").asException();
    }
  }
}

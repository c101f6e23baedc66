package dev.cloister.edge.identity;

import dev.cloister.edge.problem.Problem;

/**
 * The owner of things: a token's {@code sub}.
 *
 * @param value 1 to 255 characters without control characters, as OpenID Connect Core 2 bounds it
 */
public record Subject(String value) {

  public Subject {
    if (value == null
        || value.isBlank()
        || value.length() > 255
        || value.chars().anyMatch(Character::isISOControl)) {
      throw Problem.invalid("sub", "must be 1 to 255 printable characters").asException();
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

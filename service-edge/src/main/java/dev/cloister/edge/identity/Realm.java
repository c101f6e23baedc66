package dev.cloister.edge.identity;

import java.util.Optional;

/**
 * Keeps people of different issuers apart who have the same {@code sub}. In the main realm owners
 * are the plain subjects; in another they are {@code @<realm>/<subject>}, and the main realm takes
 * no subject that begins like that.
 *
 * @param name lower-case letters, digits and hyphens
 */
record Realm(String name) {

  private static final String MAIN = "main";
  private static final String MARK = "@";

  Realm {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException(
          "a realm must be 1 to 32 lower-case letters, digits and hyphens, not " + name);
    }
  }

  /** The owner for that subject, or empty where the subject pretends to be of another realm. */
  Optional<String> owner(String subject) {
    if (!MAIN.equals(name)) {
      return Optional.of(MARK + name + "/" + subject);
    }
    return Optional.of(subject).filter(s -> !s.startsWith(MARK));
  }

  static Realm of(Optional<String> configured, String tenant) {
    return new Realm(configured.orElse(IdentityConfig.MAIN.equals(tenant) ? MAIN : tenant));
  }
}

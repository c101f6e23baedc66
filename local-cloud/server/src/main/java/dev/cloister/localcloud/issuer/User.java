package dev.cloister.localcloud.issuer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A person as tokens describe them.
 *
 * @param subject the owner of what they store
 * @param name what a page greets them with
 * @param groups may be empty
 */
record User(String subject, String name, List<String> groups) {

  private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

  private static final Map<String, User> DEMO =
      Map.of(
          "alice", new User("alice", "Alice", List.of()),
          "bob", new User("bob", "Bob", List.of()),
          "admin", new User("admin", "Admin", List.of("cloister-admins")));

  /** A demo user, or else a user without groups whose name is the subject. */
  static User named(String subject) {
    if (subject == null || !SUBJECT.matcher(subject).matches()) {
      throw OAuthError.invalidGrant("username must be 1 to 64 of letters, digits and . _ @ -");
    }
    return DEMO.getOrDefault(subject, new User(subject, subject, List.of()));
  }

  /** One of the three that the sign-in page lists. */
  static User demo(String subject) {
    if (subject == null || !DEMO.containsKey(subject)) {
      throw OAuthError.invalidRequest("user must be alice, bob or admin");
    }
    return DEMO.get(subject);
  }

  JsonObject claims() {
    JsonObject claims =
        new JsonObject().put("sub", subject).put("name", name).put("preferred_username", subject);
    return groups.isEmpty() ? claims : claims.put("groups", new JsonArray(groups));
  }
}

package dev.cloister.edge.identity;

import jakarta.json.JsonString;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** A token's groups, as Cognito, Keycloak and Entra write them: an array or one comma list. */
final class GroupClaims {

  private static final List<String> NAMES = List.of("cognito:groups", "groups", "roles");

  private GroupClaims() {}

  static Set<String> of(JsonWebToken token) {
    var groups = new HashSet<String>();
    for (String name : NAMES) {
      Object claim = token.getClaim(name);
      switch (claim) {
        case null -> {}
        case Collection<?> many -> many.forEach(one -> groups.add(text(one)));
        default -> groups.addAll(Arrays.asList(text(claim).split("\\s*,\\s*")));
      }
    }
    return groups;
  }

  private static String text(Object value) {
    return value instanceof JsonString json ? json.getString() : value.toString();
  }
}

package dev.cloister.edge.identity;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where an issuer writes a person's groups: each claim an array of strings or one comma list. A
 * claim that the token only points to ({@code _claim_names}, Entra's overage) counts as no groups.
 *
 * @param paths names of claims, {@code /} between the names of nested ones
 */
record GroupClaims(List<String> paths) {

  private static final List<String> COMMON =
      List.of("cognito:groups", "groups", "roles", "realm_access/roles");

  /** The configured paths; or else the common ones and Keycloak's roles of each audience. */
  static GroupClaims at(Optional<List<String>> configured, Set<String> audience) {
    var ofClients = audience.stream().map(a -> "resource_access/" + a + "/roles");
    return new GroupClaims(
        configured.orElseGet(() -> Stream.concat(COMMON.stream(), ofClients).toList()));
  }

  Set<String> in(Map<String, Object> claims) {
    var groups = new HashSet<String>();
    for (String path : paths) {
      switch (isElsewhere(path, claims) ? null : find(path, claims)) {
        case Collection<?> many ->
            many.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .forEach(groups::add);
        case String list -> groups.addAll(Arrays.asList(list.split("\\s*,\\s*")));
        case null, default -> {}
      }
    }
    return groups;
  }

  /** A claim of that very name, whatever is in it, or else the nested one. */
  private static Object find(String path, Object in) {
    if (!(in instanceof Map<?, ?> claims)) {
      return null;
    }
    if (claims.containsKey(path)) {
      return claims.get(path);
    }
    int slash = path.indexOf('/');
    return slash < 0 ? null : find(path.substring(slash + 1), claims.get(path.substring(0, slash)));
  }

  private static boolean isElsewhere(String path, Map<String, Object> claims) {
    return claims.get("_claim_names") instanceof Map<?, ?> names && names.containsKey(path);
  }
}

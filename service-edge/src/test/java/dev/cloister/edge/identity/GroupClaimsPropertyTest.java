package dev.cloister.edge.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Claims are what an issuer lets others write: whatever they hold, no group comes of nothing. */
class GroupClaimsPropertyTest {

  private static final GroupClaims COMMON = GroupClaims.at(Optional.empty(), Set.of("cloister"));

  @Property
  void everyGroupStandsSomewhereInTheClaims(@ForAll("claims") Map<String, Object> claims) {
    assertThat(COMMON.in(claims)).allMatch(group -> claims.toString().contains(group));
  }

  @Property
  void namesOfAListAreTakenWhole(@ForAll List<String> names) {
    assertThat(COMMON.in(Map.of("groups", names))).isEqualTo(Set.copyOf(names));
  }

  @Property
  void claimsThatAreElsewhereAreNone(@ForAll("claims") Map<String, Object> claims) {
    var pointed = new HashMap<String, Object>(claims);
    pointed.put(
        "_claim_names",
        Map.of("cognito:groups", 1, "groups", 1, "roles", 1, "realm_access/roles", 1));
    pointed.remove("resource_access");

    assertThat(COMMON.in(pointed)).isEmpty();
  }

  /** Under the names that count and others: texts, lists, numbers, and all of that again. */
  @Provide
  Arbitrary<Map<String, Object>> claims() {
    return Arbitraries.maps(names(), values(3)).ofMaxSize(6);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of(
        "cognito:groups",
        "groups",
        "roles",
        "realm_access",
        "resource_access",
        "cloister",
        "realm_access/roles",
        "_claim_names",
        "sub",
        "");
  }

  private static Arbitrary<Object> values(int depth) {
    Arbitrary<Object> text = Arbitraries.of("admins", "a, b", "", " ", "/staff", "{roles}");
    Arbitrary<Object> number = Arbitraries.integers().map(i -> i);
    if (depth == 0) {
      return Arbitraries.oneOf(text, number);
    }
    Arbitrary<Object> list = values(depth - 1).list().ofMaxSize(3).map(l -> l);
    Arbitrary<Object> map = Arbitraries.maps(names(), values(depth - 1)).ofMaxSize(3).map(m -> m);
    return Arbitraries.oneOf(text, number, list, map);
  }
}

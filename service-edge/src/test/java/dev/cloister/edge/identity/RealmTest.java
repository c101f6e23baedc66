package dev.cloister.edge.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RealmTest {

  private final Realm main = Realm.of(Optional.empty(), IdentityConfig.MAIN);
  private final Realm keycloak = Realm.of(Optional.empty(), "keycloak");

  @Test
  void theMainRealmsOwnersArePlainSubjects() {
    assertThat(main.owner("alice")).hasValue("alice");
    assertThat(main.owner("auth0|alice@corp")).hasValue("auth0|alice@corp");
  }

  @Test
  void noTwoRealmsShareAnOwner() {
    assertThat(keycloak.owner("alice")).hasValue("@keycloak/alice");
    assertThat(main.owner("@keycloak/alice")).isEmpty();
    assertThat(keycloak.owner("@keycloak/alice")).hasValue("@keycloak/@keycloak/alice");
  }

  @Test
  void anotherIssuersRealmCanBeTheMainOne() {
    assertThat(Realm.of(Optional.of("main"), "cognito")).isEqualTo(main);
    assertThat(Realm.of(Optional.of("keycloak"), IdentityConfig.MAIN)).isEqualTo(keycloak);
  }

  @Test
  void aNameThatWouldNotSurviveInAnOwnerIsRefused() {
    for (String name : new String[] {"", "a/b", "A", "a b", "x".repeat(33)}) {
      assertThatThrownBy(() -> new Realm(name)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}

package dev.cloister.edge.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

class RecentTokensTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Object KEYS = new Object();
  private static final String TOKEN = "header.claims.signature";

  private final Issuer people = issuer("people", Duration.ofMinutes(1));
  private Instant now = START;
  private final RecentTokens recent = new RecentTokens(() -> now);

  @Test
  void aVerifiedTokenIsKnownAsWhatItSays() {
    keep(people, TOKEN, Duration.ofHours(1));

    var identity = recent.find(people, TOKEN, KEYS).orElseThrow();
    assertThat(VerifiedToken.of(identity)).map(VerifiedToken::subject).contains("alice");
    assertThat(identity.getPrincipal().getName()).isEqualTo("alice");
    assertThat(identity.isAnonymous()).isFalse();
    assertThat(VerifiedToken.of(identity).orElseThrow().claims()).doesNotContainValue(TOKEN);
  }

  @Test
  void noOtherTokenIsKnown() {
    keep(people, TOKEN, Duration.ofHours(1));

    assertThat(recent.find(people, TOKEN + "x", KEYS)).isEmpty();
    assertThat(recent.find(people, "header.claims.signaturE", KEYS)).isEmpty();
  }

  @Test
  void whatOneIssuerVerifiedAnotherHasNot() {
    keep(people, TOKEN, Duration.ofHours(1));

    assertThat(recent.find(issuer("workloads", Duration.ofMinutes(1)), TOKEN, KEYS)).isEmpty();
  }

  @Test
  void itIsVerifiedAgainAfterAWhile() {
    keep(people, TOKEN, Duration.ofHours(1));
    now = START.plusSeconds(59);
    assertThat(recent.find(people, TOKEN, KEYS)).isPresent();
    now = START.plusSeconds(60);
    assertThat(recent.find(people, TOKEN, KEYS)).isEmpty();
  }

  /** Neither earlier nor later than where it is verified each time. */
  @Test
  void itLapsesAsIfItWereVerified() {
    keep(people, TOKEN, Duration.ofSeconds(5));
    Instant lapses = START.plusSeconds(5).plus(people.clockSkew());
    now = lapses.minusMillis(1);
    assertThat(recent.find(people, TOKEN, KEYS)).isPresent();
    now = lapses;
    assertThat(recent.find(people, TOKEN, KEYS)).isEmpty();
  }

  @Test
  void otherKeysHaveToVerifyItAgain() {
    keep(people, TOKEN, Duration.ofHours(1));

    assertThat(recent.find(people, TOKEN, new Object())).isEmpty();
  }

  @Test
  void nothingIsKeptWhereEachIsToBeVerified() {
    var careful = issuer("people", Duration.ZERO);
    keep(careful, TOKEN, Duration.ofHours(1));

    assertThat(recent.find(careful, TOKEN, KEYS)).isEmpty();
  }

  @Test
  void whatWouldTakeTooMuchMemoryIsNotKept() {
    String long4 = "x".repeat(4 * 1024 + 1);
    keep(people, long4, Duration.ofHours(1));
    assertThat(recent.find(people, long4, KEYS)).isEmpty();

    keep(people, TOKEN, Duration.ofHours(1));
    for (int i = 0; i < 1_000; i++) {
      keep(people, TOKEN + i, Duration.ofHours(1));
    }
    assertThat(recent.find(people, TOKEN, KEYS)).isEmpty();
    assertThat(recent.find(people, TOKEN + 999, KEYS)).isPresent();
    assertThat(recent.find(people, TOKEN + 800, KEYS)).isPresent();
  }

  private void keep(Issuer issuer, String token, Duration valid) {
    var claims = new JwtClaims();
    claims.setSubject("alice");
    claims.setExpirationTime(NumericDate.fromSeconds(START.plus(valid).getEpochSecond()));
    claims.setClaim("raw_token", token);
    recent.keep(issuer, token, claims, KEYS);
  }

  private static Issuer issuer(String tenant, Duration verifiedFor) {
    return new Issuer(
        tenant,
        "https://issuer.example",
        Set.of("cloister"),
        Issuer.AUDIENCE,
        Map.of(),
        Optional.empty(),
        List.of(),
        new Realm("main"),
        Duration.ofSeconds(30),
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(10),
        verifiedFor,
        Optional.empty(),
        new GroupClaims(List.of()));
  }
}

package dev.cloister.edge.safety;

import java.util.Optional;
import java.util.stream.Stream;

/** Without an issuer and an audience a token proves nothing. */
final class MissingAuthentication implements SafetyCheck {

  private static final String NAME = "no-authentication";

  @Override
  public Stream<Hazard> hazards(Settings settings) {
    return Stream.of(switchedOff(settings), anyIssuer(settings), anyAudience(settings))
        .flatMap(Optional::stream);
  }

  private static Optional<Hazard> switchedOff(Settings settings) {
    return settings
        .value("quarkus.oidc.tenant-enabled")
        .filter("false"::equalsIgnoreCase)
        .map(
            v ->
                new Hazard(
                    NAME, "quarkus.oidc.tenant-enabled", "no token is verified. Remove it."));
  }

  private static Optional<Hazard> anyIssuer(Settings settings) {
    return settings
        .value("quarkus.oidc.token.issuer")
        .filter("any"::equals)
        .map(
            v ->
                new Hazard(
                    NAME, "quarkus.oidc.token.issuer", "tokens of any issuer pass. Name yours."));
  }

  private static Optional<Hazard> anyAudience(Settings settings) {
    return settings
        .value("quarkus.oidc.token.audience")
        .filter(v -> !v.isBlank() && !v.equals("any"))
        .map(v -> Optional.<Hazard>empty())
        .orElseGet(
            () ->
                Optional.of(
                    new Hazard(
                        NAME,
                        "quarkus.oidc.token.audience",
                        "tokens that were made for other services pass. Set it.")));
  }
}

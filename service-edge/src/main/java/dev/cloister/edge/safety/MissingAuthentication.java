package dev.cloister.edge.safety;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Without an issuer and an audience a token proves nothing, whichever of the issuers made it. */
final class MissingAuthentication implements SafetyCheck {

  private static final String NAME = "no-authentication";
  private static final Pattern OF_AN_ISSUER =
      Pattern.compile(
          "quarkus[.]oidc[.](.+[.])?(?<what>tenant[.]enabled|token[.]issuer|token[.]audience)");

  @Override
  public Stream<Hazard> hazards(Settings settings) {
    return Stream.concat(
        settings.like(OF_AN_ISSUER).flatMap(s -> unsafe(s, settings)),
        noAudience(settings).stream());
  }

  private static Stream<Hazard> unsafe(Settings.Setting setting, Settings settings) {
    String what = OF_AN_ISSUER.matcher(setting.form()).replaceFirst("${what}");
    String value = setting.value().strip().toLowerCase(Locale.ROOT);
    if (what.equals("tenant.enabled")) {
      return settings.isTrue(setting.name())
          ? Stream.empty()
          : Stream.of(hazard(setting, "no token is verified. Remove it."));
    }
    return switch (what + "=" + value) {
      case "token.issuer=any" -> Stream.of(hazard(setting, "tokens of any issuer pass. Name it."));
      case "token.audience=any" ->
          Stream.of(hazard(setting, "tokens that were made for other services pass. Set it."));
      case String harmless -> Stream.empty();
    };
  }

  private static Hazard hazard(Settings.Setting setting, String reason) {
    return new Hazard(NAME, setting.name(), reason);
  }

  private static Optional<Hazard> noAudience(Settings settings) {
    String property = "quarkus.oidc.token.audience";
    return settings.value(property).filter(v -> !v.isBlank()).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Hazard(NAME, property, "tokens that were made for other services pass. Set it."));
  }
}

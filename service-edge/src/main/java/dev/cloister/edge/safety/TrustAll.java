package dev.cloister.edge.safety;

import dev.cloister.edge.safety.Settings.Setting;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whoever is on the way can be the issuer, the store or AWS where no certificate is looked at. */
final class TrustAll implements SafetyCheck {

  private static final Pattern TRUST =
      Pattern.compile(
          "quarkus[.].*(?<what>trust[.]all|tls[.]verification|verify[.]host|hostname[.]verifier"
              + "|trust[.]managers[.]provider[.]type)"
              + "|quarkus[.](tls|redis)[.].*(?<algorithm>hostname[.]verification[.]algorithm)");

  @Override
  public Stream<Hazard> hazards(Settings settings) {
    return settings
        .like(TRUST)
        .filter(setting -> trusts(setting, settings))
        .map(
            setting ->
                new Hazard(
                    "trust-all",
                    setting.name(),
                    "any certificate passes, or any name in one. Remove it, and trust the"
                        + " company's authority with a trust store."));
  }

  private static boolean trusts(Setting setting, Settings settings) {
    String value = setting.value().strip().toLowerCase(Locale.ROOT);
    return switch (setting.form().replaceFirst(TRUST.pattern(), "${what}${algorithm}")) {
      case "trust.all" -> settings.isTrue(setting.name());
      case "tls.verification" -> !value.equals("required");
      case "verify.host" -> !settings.isTrue(setting.name());
      case "hostname.verifier" -> value.contains("noop");
      case "trust.managers.provider.type" -> value.equals("trust-all");
      case String algorithm -> value.equals("none");
    };
  }
}

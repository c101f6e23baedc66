package dev.cloister.edge.safety;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keys in a configuration are never rotated and are seen by whoever reads it. */
final class StaticCredentials implements SafetyCheck {

  private static final Pattern KEY =
      Pattern.compile(
          "cloister.bedrock.credentials.secret.access.key"
              + "|quarkus.*aws.credentials.static.provider.secret.access.key");

  @Override
  public Stream<Hazard> hazards(Settings settings) {
    return settings
        .like(KEY)
        .map(
            e ->
                new Hazard(
                    "static-credentials",
                    e.name(),
                    "a key in the configuration is not rotated. Use a role for the service"
                        + " account."));
  }
}

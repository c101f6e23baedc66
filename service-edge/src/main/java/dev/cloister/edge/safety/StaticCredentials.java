package dev.cloister.edge.safety;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keys in a configuration or in the environment are never rotated and are seen by whoever reads it.
 * The environment's are those of the AWS SDK, which takes them before any role.
 */
final class StaticCredentials implements SafetyCheck {

  private static final Pattern KEY =
      Pattern.compile(
          "aws.secret.?access.?key|cloister.bedrock.credentials.secret.access.key"
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

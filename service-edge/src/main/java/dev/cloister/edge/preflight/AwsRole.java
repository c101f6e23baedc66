package dev.cloister.edge.preflight;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import software.amazon.awssdk.services.sts.StsClient;

/** AWS knows the service, by the role that it should have. */
@ApplicationScoped
class AwsRole implements Check {

  private final boolean asked;
  private final Optional<String> expected;

  AwsRole(PreflightConfig config) {
    this.asked = config.sts();
    this.expected = config.roleArn();
  }

  @Override
  public String name() {
    return "AWS role";
  }

  @Override
  public String run() throws Mismatch {
    if (!asked) {
      return "not asked for";
    }
    String arn;
    try (var sts = StsClient.create()) {
      arn = sts.getCallerIdentity().arn();
    }
    if (expected.isPresent() && !isSession(arn, expected.get())) {
      throw new Mismatch(
          "this is %s, not a session of %s. Look at the service account's annotation or association, and at the role's trust policy."
              .formatted(arn, expected.get()));
    }
    return arn;
  }

  /**
   * {@code arn:aws:sts::1:assumed-role/name/session} is one of {@code arn:aws:iam::1:role/name}.
   */
  private static boolean isSession(String arn, String role) {
    String account = role.split(":", 6)[4];
    String name = role.substring(role.lastIndexOf('/') + 1);
    return arn.contains("::" + account + ":assumed-role/" + name + "/");
  }
}

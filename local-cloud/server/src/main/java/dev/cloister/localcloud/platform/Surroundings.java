package dev.cloister.localcloud.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the caller's environment already says, and what we therefore leave alone. */
record Surroundings(Map<String, String> variables) {

  private static final Map<Part, List<String>> ELSEWHERE =
      Map.of(
          Part.DYNAMODB, List.of("AWS_ENDPOINT_URL_DYNAMODB", "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE"),
          Part.S3, List.of("AWS_ENDPOINT_URL_S3", "QUARKUS_S3_ENDPOINT_OVERRIDE"),
          Part.STS, List.of("AWS_ENDPOINT_URL_STS"),
          Part.ISSUER, List.of("QUARKUS_OIDC_AUTH_SERVER_URL"),
          Part.BEDROCK,
              List.of("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "CLOISTER_BEDROCK_RUNTIME_ENDPOINT"));

  private static final List<String> CREDENTIALS =
      List.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_PROFILE",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");

  boolean has(String variable) {
    return !variables.getOrDefault(variable, "").isEmpty();
  }

  /** The servers of the local cloud that nobody has put elsewhere. */
  Set<Part> ours() {
    Set<Part> ours = EnumSet.noneOf(Part.class);
    ELSEWHERE.forEach(
        (part, names) -> {
          if (names.stream().noneMatch(this::has)) {
            ours.add(part);
          }
        });
    return ours;
  }

  /**
   * Whether the SDK finds credentials without us: variables, or files where Bedrock is not ours.
   */
  boolean hasCredentials() {
    if (CREDENTIALS.stream().anyMatch(this::has)) {
      return true;
    }
    Path aws = Path.of(variables.getOrDefault("HOME", ""), ".aws");
    return !ours().contains(Part.BEDROCK)
        && (Files.exists(aws.resolve("credentials")) || Files.exists(aws.resolve("config")));
  }
}

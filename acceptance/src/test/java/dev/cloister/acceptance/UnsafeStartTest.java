package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.localcloud.testkit.attack.Promise;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged services, as production runs them, with one unsafe setting each. */
@Promise(15)
class UnsafeStartTest {

  private static final int PATIENCE_SECONDS = 60;

  @TempDir private Path temporary;

  @ParameterizedTest
  @CsvSource({
    "chat-service,     CLOISTER_BEDROCK_RUNTIME_ENDPOINT, http://127.0.0.1:9, plain-http",
    "chat-service,     QUARKUS_OIDC_TOKEN_AUDIENCE,       any,                no-authentication",
    "history-service,  CLOISTER_HISTORY_CREATE,           true,               create-store",
    "feedback-service, CLOISTER_FEEDBACK_CREATE,          true,               create-store",
    "chat-service,     CLOISTER_USAGE_CREATE,             true,               create-store",
    "history-service,  QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE, http://127.0.0.1:9, plain-http",
    "history-service,  QUARKUS_HTTP_CORS_ORIGINS,         *,                  open-cors",
    "history-service,  QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY, x,"
        + " static-credentials",
    "history-service,  CLOISTER_PAGE_TOKEN_KEY,           '',                 random-page-token-key",
    "feedback-service, QUARKUS_LOG_LEVEL,                 DEBUG,              content-logging",
    "feedback-service, QUARKUS_HTTP_ACCESS_LOG_PATTERN,   long,               content-logging",
    "feedback-service, AWS_SECRET_ACCESS_KEY,             x,                  static-credentials",
    "feedback-service, QUARKUS_OIDC_JWKS_PATH,            http://127.0.0.1:9, plain-http",
    "chat-service,     QUARKUS_REDIS_HOSTS,               redis://valkey:1,   plain-http",
    "chat-service,     QUARKUS_TLS_TRUST_ALL,             true,               trust-all",
    "history-service,  QUARKUS_OIDC_WORKLOAD_TLS_VERIFICATION, none,          trust-all"
  })
  void anUnsafeServiceDoesNotStartAndNamesTheProperty(
      String service, String variable, String value, String hazard)
      throws IOException, InterruptedException {
    File output = temporary.resolve("output").toFile();
    Process process = start(service, variable, value, output);

    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    String said = Files.readString(output.toPath());
    assertThat(ended).as(said).isTrue();
    assertThat(process.exitValue()).isNotZero();
    assertThat(said)
        .containsPattern("(?i)" + variable.replace("_", "[._-]") + " is unsafe")
        .contains("add " + hazard + " to cloister.unsafe.allow");
  }

  private static Process start(String service, String variable, String value, File output)
      throws IOException {
    var builder =
        new ProcessBuilder(Packaged.command(service))
            .redirectErrorStream(true)
            .redirectOutput(output);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_REGION", "us-east-1",
                // Unsafe with a pattern that tells more only.
                "QUARKUS_HTTP_ACCESS_LOG_ENABLED", "true",
                "QUARKUS_HTTP_ACCESS_LOG_PATTERN", "%s",
                // Unsafe with a wildcard only.
                "QUARKUS_HTTP_CORS_ENABLED", "true",
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", "0",
                "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
                "QUARKUS_MANAGEMENT_PORT", "0",
                "QUARKUS_OIDC_AUTH_SERVER_URL", "https://127.0.0.1:9/issuer",
                "CLOISTER_PAGE_TOKEN_KEY", "0123456789abcdef0123456789abcdef"));
    // One service's issuer of workload tokens would be an incomplete issuer of people to the
    // others.
    switch (service) {
      case "chat-service" ->
          builder
              .environment()
              .put("QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL", "https://127.0.0.1:9/issuer");
      case "history-service" ->
          builder
              .environment()
              .putAll(
                  Map.of(
                      "QUARKUS_OIDC_WORKLOAD_AUTH_SERVER_URL", "https://127.0.0.1:9/issuer",
                      "CLOISTER_HISTORY_BUCKET", "cloister-content"));
      default -> {}
    }
    builder.environment().put(variable, value);
    return builder.start();
  }
}

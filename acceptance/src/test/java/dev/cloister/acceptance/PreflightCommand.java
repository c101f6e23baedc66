package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A packaged service's command line, in the surroundings that the chart gives it. */
record PreflightCommand(RunningPlatform platform, Path work) {

  /** What chat-service may call: a model by its own id, and one by its inference profile's. */
  static final List<String> LISTED =
      List.of("amazon.nova-lite-v1:0", "anthropic.claude-sonnet-4-5-20250929-v1:0");

  static final String UNLISTED = "mistral.mistral-7b-instruct-v0:2";

  private static final int PATIENCE_SECONDS = 180;
  private static final String ROLE = "arn:aws:iam::111122223333:role/cloister/cloister-chat";

  /** What came of it. */
  record Outcome(int exit, String said) {}

  Outcome run(String service, Map<String, String> changed, String command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(work, service, ".out");
    var words = new ArrayList<>(Packaged.command(service));
    words.add(command);
    var builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(surroundings(service));
    builder.environment().putAll(changed);
    Process process = builder.start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended).as(said).isTrue();
    return new Outcome(process.exitValue(), said);
  }

  /** What the chart sets, with the local cloud's addresses. */
  private Map<String, String> surroundings(String service) throws IOException {
    var all = new HashMap<>(role(work));
    all.put("AWS_REGION", "us-east-1");
    for (String part : new String[] {"dynamodb", "s3", "sts"}) {
      all.put("AWS_ENDPOINT_URL_" + part.toUpperCase(), platform.url(part).toString());
    }
    all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    all.put("QUARKUS_HTTP_PORT", "0");
    all.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    all.put("QUARKUS_MANAGEMENT_PORT", "0");
    all.put("QUARKUS_OIDC_AUTH_SERVER_URL", platform.issuer().toString());
    all.put("CLOISTER_PAGE_TOKEN_KEY", "0123456789abcdef0123456789abcdef");
    all.put("CLOISTER_UNSAFE_ALLOW", "plain-http");
    all.put("CLOISTER_PREFLIGHT_PRIVATE_HOSTS", "localhost");
    all.put("CLOISTER_PREFLIGHT_UNREACHABLE", "127.0.0.1:9");
    all.put("CLOISTER_PREFLIGHT_ROLE_ARN", ROLE);
    switch (service) {
      case "chat-service" -> {
        all.put("AWS_ENDPOINT_URL_BEDROCK", platform.bedrock().toString());
        all.put("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", platform.bedrock().toString());
        all.put("CLOISTER_MODELS_ALLOWED", String.join(",", LISTED));
        all.put("CLOISTER_MODELS_UNLISTED", UNLISTED);
        all.put("CLOISTER_HISTORY_URL", platform.url("history-service").toString());
        all.put("QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL", platform.issuer().toString());
        all.put("QUARKUS_OIDC_CLIENT_CLIENT_ID", "chat-service");
        all.put("QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET", "local-secret");
      }
      case "history-service" -> {
        all.put("CLOISTER_HISTORY_BUCKET", "cloister-content");
        all.put("QUARKUS_OIDC_WORKLOAD_AUTH_SERVER_URL", platform.issuer().toString());
        all.put("QUARKUS_S3_PATH_STYLE_ACCESS", "true");
        // S3Proxy takes no credentials of a session.
        String key = "QUARKUS_S3_AWS_CREDENTIALS_";
        all.put(key + "TYPE", "static");
        all.put(key + "STATIC_PROVIDER_ACCESS_KEY_ID", "local");
        all.put(key + "STATIC_PROVIDER_SECRET_ACCESS_KEY", "local-secret");
        all.put("CLOISTER_UNSAFE_ALLOW", "plain-http,static-credentials");
      }
      default -> {}
    }
    return all;
  }

  /** As the webhook of IRSA puts it into a pod. */
  static Map<String, String> role(Path work) throws IOException {
    Path token = work.resolve("token");
    Files.writeString(token, "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwb2QifQ.c2lnbmF0dXJl");
    return Map.of(
        "AWS_ROLE_ARN",
        ROLE,
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        token.toString(),
        "QUARKUS_DYNAMODB_AWS_CREDENTIALS_TYPE",
        "default");
  }
}

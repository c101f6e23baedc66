package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.StandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged services with a role for their service account, as IRSA gives it, and their command
 * {@code preflight}, as {@code helm test} runs it.
 */
class PreflightTest {

  private static final int PATIENCE_SECONDS = 180;
  private static final String ROLE = "arn:aws:iam::111122223333:role/cloister/cloister-chat";
  private static final String UNLISTED = "mistral.mistral-7b-instruct-v0:2";

  private static RunningPlatform platform;
  private static Path work;

  /** What came of it. */
  private record Outcome(int exit, String said) {}

  @BeforeAll
  static void start() throws Exception {
    work = Files.createTempDirectory(RunningPlatform.target(), "preflight-");
    platform = RunningPlatform.start(work, role());
  }

  @AfterAll
  static void stop() {
    if (platform != null) {
      platform.close();
    }
  }

  /** What signs the calls to DynamoDB and Bedrock came from STS, for a token in a file. */
  @Test
  void theServicesWorkWithTheRoleOfTheirServiceAccount() throws Exception {
    var person = Person.somebody(platform);
    UUID session = UUID.randomUUID();
    try (EventStream answer = person.ask(session, "Hello")) {
      assertThat(answer.rest().getLast().name()).isEqualTo("finished");
    }
    assertThat(new StandIn(platform.bedrock()).lastRequest("Hello").terms().session())
        .startsWith("arn:aws:sts::111122223333:assumed-role/cloister-chat/");
    assertThat(person.get("/v1/sessions").json().toString()).contains(session.toString());
    assertThat(person.get("/v1/feedback").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat-service", "history-service", "feedback-service"})
  void whereAllIsThereItPasses(String service) throws Exception {
    refuse(UNLISTED);
    Outcome outcome = preflight(service, Map.of());

    assertThat(outcome.said())
        .contains("ok    AWS role: arn:aws:sts::111122223333:assumed-role/cloister-chat/")
        .contains("ok    names: private: localhost")
        .contains("ok    issuers' keys")
        .contains("ok    no way out: not reached: 127.0.0.1:9")
        .contains("checks passed")
        .doesNotContain("FAIL");
    assertThat(outcome.exit()).as(outcome.said()).isZero();
    assertThat(outcome.said())
        .contains(
            switch (service) {
              case "chat-service" -> "ok    unlisted model: " + UNLISTED + " is refused by AWS";
              case "history-service" -> "ok    table and bucket";
              default -> "ok    feedback table";
            });
  }

  /** The models' account is another one: its role is taken by ours. */
  @Test
  void modelsOfAnotherAccountAreCalledWithItsRole() throws Exception {
    refuse(UNLISTED);
    Outcome outcome =
        preflight(
            "chat-service",
            Map.of("CLOISTER_BEDROCK_ROLE_ARN", "arn:aws:iam::444455556666:role/models"));
    assertThat(outcome.exit()).as(outcome.said()).isZero();
    assertThat(new StandIn(platform.bedrock()).lastRequest("Say ").terms().session())
        .isEqualTo("arn:aws:sts::444455556666:assumed-role/models/chat-service");
  }

  @Test
  void aWayOutIsFound() throws Exception {
    try (var outside = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String place = "127.0.0.1:" + outside.getLocalPort();
      failed("CLOISTER_PREFLIGHT_UNREACHABLE", place, place + " answers. Look at routes");
    }
  }

  @Test
  void aPublicAddressIsFound() throws Exception {
    failed("CLOISTER_PREFLIGHT_PRIVATE_HOSTS", "localhost,192.0.2.1", "a public address");
  }

  @Test
  void aNameWithoutAnAddressIsFound() throws Exception {
    failed("CLOISTER_PREFLIGHT_PRIVATE_HOSTS", "no-such-host.invalid", "has no address");
  }

  @Test
  void anotherRoleIsFound() throws Exception {
    String other = "arn:aws:iam::111122223333:role/cloister-history";
    failed("CLOISTER_PREFLIGHT_ROLE_ARN", other, "not a session of " + other);
  }

  @Test
  void aTableThatIsNotThereIsFound() throws Exception {
    failed("CLOISTER_FEEDBACK_TABLE", "no-such-table", "(ResourceNotFoundException: ");
  }

  @Test
  void aModelThatAnybodyMayCallIsFound() throws Exception {
    Outcome outcome = preflight("chat-service", Map.of());
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.said())
        .contains("got an answer where AWS should say")
        .contains("Narrow the role");
  }

  @Test
  void historyThatIsNotThereIsFound() throws Exception {
    refuse(UNLISTED);
    Outcome outcome =
        preflight("chat-service", Map.of("CLOISTER_HISTORY_URL", "http://127.0.0.1:9"));
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.said()).contains("FAIL  history-service").doesNotContain("FAIL  models");
  }

  @Test
  void anotherCommandIsRefused() throws Exception {
    Outcome outcome = run("feedback-service", Map.of(), "preflights");
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.said()).contains("the only command is preflight");
  }

  private static void failed(String variable, String value, String why) throws Exception {
    Outcome outcome = preflight("feedback-service", Map.of(variable, value));
    assertThat(outcome.said()).contains(why);
    assertThat(outcome.exit()).isEqualTo(1);
  }

  private static void refuse(String model) {
    new StandIn(platform.bedrock())
        .order("Say " + model, new Fault.Refuse(403, "AccessDeniedException", "not allowed"));
  }

  private static Outcome preflight(String service, Map<String, String> changed) throws Exception {
    return run(service, changed, "preflight");
  }

  private static Outcome run(String service, Map<String, String> changed, String command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(work, service, ".out");
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "-jar",
                RunningPlatform.CHECKOUT
                    .resolve(service)
                    .resolve("target/quarkus-app/quarkus-run.jar")
                    .toString(),
                command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
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
  private static Map<String, String> surroundings(String service) throws IOException {
    var all = new HashMap<>(role());
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
        all.put("CLOISTER_MODELS_ALLOWED", "amazon.nova-lite-v1:0=300000");
        all.put("CLOISTER_MODELS_UNLISTED", UNLISTED);
        all.put("CLOISTER_HISTORY_URL", platform.url("history-service").toString());
        all.put("QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL", platform.issuer().toString());
        all.put("QUARKUS_OIDC_CLIENT_CLIENT_ID", "chat-service");
        all.put("QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET", "local-secret");
      }
      case "history-service" -> {
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
  private static Map<String, String> role() throws IOException {
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

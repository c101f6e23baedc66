package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.acceptance.PreflightCommand.Outcome;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.Streams;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged services with a role for their service account, as IRSA gives it, and their command
 * {@code preflight}, as {@code helm test} runs it.
 */
class PreflightTest {

  private static final List<String> LISTED = PreflightCommand.LISTED;
  private static final String UNLISTED = PreflightCommand.UNLISTED;

  private static RunningPlatform platform;
  private static PreflightCommand command;

  @BeforeAll
  static void start() throws Exception {
    Path work = Files.createTempDirectory(RunningPlatform.target(), "preflight-");
    platform = RunningPlatform.start(work, PreflightCommand.role(work));
    command = new PreflightCommand(platform, work);
  }

  /** What one test ordered and nobody asked for is not there for the next. */
  @BeforeEach
  void nothingIsOrdered() {
    new StandIn(platform.bedrock()).clear();
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
    refuse(UNLISTED, new Fault.Deny());
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

  /** The models' account is another one: its role is taken by ours. It costs a token of each. */
  @Test
  void modelsOfAnotherAccountAreCalledWithItsRole() throws Exception {
    refuse(UNLISTED, new Fault.Deny());
    Outcome outcome =
        preflight(
            "chat-service",
            Map.of("CLOISTER_BEDROCK_ROLE_ARN", "arn:aws:iam::444455556666:role/models"));
    assertThat(outcome.exit()).as(outcome.said()).isZero();
    assertThat(outcome.said())
        .contains("ok    models: a token of each: " + String.join(", ", LISTED));
    for (String model : List.of(LISTED.getFirst(), LISTED.getLast(), UNLISTED)) {
      Streams.Terms terms = new StandIn(platform.bedrock()).lastRequest(model).terms();
      assertThat(terms.session())
          .isEqualTo("arn:aws:sts::444455556666:assumed-role/models/chat-service");
      assertThat(terms.maxTokens()).isEqualTo(1);
    }
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

  @ParameterizedTest
  @CsvSource({
    "feedback-service, CLOISTER_FEEDBACK_TABLE, feedback table,   ResourceNotFoundException",
    "history-service,  CLOISTER_HISTORY_TABLE,  table and bucket, ResourceNotFoundException",
    "history-service,  CLOISTER_HISTORY_BUCKET, table and bucket, NoSuchBucketException"
  })
  void aStoreThatIsNotThereIsFound(String service, String variable, String check, String error)
      throws Exception {
    Outcome outcome = preflight(service, Map.of(variable, "no-such-store"));
    assertThat(outcome.said()).containsPattern("FAIL  " + check + ": .*\\(" + error + ": ");
    assertThat(outcome.exit()).isEqualTo(1);
  }

  @Test
  void aModelThatAnybodyMayCallIsFound() throws Exception {
    Outcome outcome = preflight("chat-service", Map.of());
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.said())
        .contains("got an answer where AWS should say")
        .contains("Narrow the role");
  }

  /** The unlisted model is refused here whatever the role may do. */
  @Test
  void eachThingThatChatServiceLacksIsFound() throws Exception {
    refuse(LISTED.getLast(), new Fault.Deny());
    refuse(
        UNLISTED,
        new Fault.Refuse(
            403,
            "AccessDeniedException",
            "You don't have access to the model with the specified model ID."));
    Outcome outcome =
        preflight(
            "chat-service",
            Map.of(
                "CLOISTER_HISTORY_URL",
                "http://127.0.0.1:9",
                "CLOISTER_USAGE_TABLE",
                "no-such-table"));
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.said())
        .contains("FAIL  history-service: ")
        .containsPattern("FAIL  models: " + LISTED.getLast() + ": .* no identity-based policy ")
        .contains("FAIL  unlisted model: " + UNLISTED + " is refused, but not by the role")
        .containsPattern("FAIL  usage table: .*\\(ResourceNotFoundException: ")
        .contains("ok    AWS role: ");
  }

  @Test
  void anotherCommandIsRefused() throws Exception {
    Outcome outcome = command.run("feedback-service", Map.of(), "preflights");
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.said()).contains("the only command is preflight");
  }

  private static void failed(String variable, String value, String why) throws Exception {
    Outcome outcome = preflight("feedback-service", Map.of(variable, value));
    assertThat(outcome.said()).contains(why);
    assertThat(outcome.exit()).isEqualTo(1);
  }

  private static void refuse(String model, Fault refusal) {
    new StandIn(platform.bedrock()).order(model, refusal);
  }

  private static Outcome preflight(String service, Map<String, String> changed) throws Exception {
    return command.run(service, changed, "preflight");
  }
}

package dev.cloister.acceptance.chart;

import static dev.cloister.acceptance.chart.Foundation.CHART;
import static dev.cloister.acceptance.chart.Foundation.statements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The Job of {@code privateLink.provider}: the rendered script with the rendered environment, and
 * AWS's own command line against an EC2 on 127.0.0.1.
 */
class PrivateLinkJobTest {

  private static final String SCENARIO = "privatelink-provider";
  private static final String ENDPOINT = "vpce-0123456789abcdef0";
  private static final String OWNER = "444455556666";
  private static final String ANOTHER = "\n      - {endpoint: vpce-0b, owner: \"777788889999\"}";
  private static final int PATIENCE_SECONDS = 120;

  @TempDir private Path folder;
  private Ec2Api ec2;

  /** What the Job did: its exit code and its log. */
  private record Run(int code, String log) {}

  @BeforeEach
  void start() throws IOException {
    ec2 = new Ec2Api();
  }

  @AfterEach
  void stop() {
    ec2.close();
  }

  @Test
  void itWaitsProvesTheNameAndLetsInWhoIsNamed() throws Exception {
    ec2.services(List.of(List.of(), List.of(Ec2Api.SERVICE)))
        .name("pendingVerification", "failed", "verified")
        .connection(ENDPOINT, OWNER, "pendingAcceptance");

    Run run = run();

    assertThat(run.code()).as(run.log()).isZero();
    assertThat(run.log())
        .contains(
            "No endpoint service is called cloister-provider yet",
            "TXT _abc.chat.corp.example \"vpce:v\"",
            "chat.corp.example is proved.",
            ENDPOINT + " of the account " + OWNER + " is let in.");
    assertThat(ec2.changes())
        .containsExactly(
            "ec2:AcceptVpcEndpointConnections",
            "ec2:StartVpcEndpointServicePrivateDnsVerification",
            "ec2:StartVpcEndpointServicePrivateDnsVerification");
    assertThat(new HashSet<>(ec2.actions())).as("what its role may").isEqualTo(rights());
  }

  @ParameterizedTest
  @CsvSource({"available, is let in", "deleted, take it out of accept"})
  void whatIsDoneIsLeftAlone(String state, String says) throws Exception {
    ec2.name("verified").connection(ENDPOINT, OWNER, state);

    Run run = run();

    assertThat(run.code()).as(run.log()).isZero();
    assertThat(run.log()).contains(says);
    assertThat(ec2.changes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "999999999999, pendingAcceptance, belongs to the account 999999999999",
    "444455556666, rejected,          its owner has to make another"
  })
  void oneThatCannotBeLetInDoesNotStandInTheWayOfOthers(String owner, String state, String why)
      throws Exception {
    ec2.name("verified")
        .connection(ENDPOINT, owner, state)
        .connection("vpce-0b", "777788889999", "pendingAcceptance");

    Run run = run(told(ANOTHER));

    assertThat(run.code()).as(run.log()).isNotZero();
    assertThat(run.log())
        .contains(why, "vpce-0b of the account 777788889999 is let in.", "Not let in: " + ENDPOINT);
    assertThat(ec2.changes()).containsExactly("ec2:AcceptVpcEndpointConnections");
  }

  /** Somebody publishes the record some day; who is named comes in before. */
  @Test
  void aNameThatIsNotProvedKeepsNobodyOut() throws Exception {
    ec2.connection(ENDPOINT, OWNER, "pendingAcceptance");

    Run run = run(CHART.render(SCENARIO), 0);

    assertThat(run.code()).isNotZero();
    assertThat(run.log()).contains("Not all is done");
    assertThat(ec2.changes()).contains("ec2:AcceptVpcEndpointConnections");
  }

  /** ACK takes its time to change the service's. */
  @Test
  void anotherNameIsNotTakenForTheOneThatIsWanted() throws Exception {
    ec2.name("verified").connection(ENDPOINT, OWNER, "available");

    Run run =
        run(
            CHART.render(
                SCENARIO, Map.of("privateLink.provider.privateDnsName", "ask.corp.example")),
            0);

    assertThat(run.code()).isNotZero();
    assertThat(run.log()).contains("has not got the name ask.corp.example yet");
  }

  @Test
  void ofTwoServicesItTakesNone() throws Exception {
    ec2.services(List.of(List.of("vpce-svc-a", "vpce-svc-b")));

    Run run = run();

    assertThat(run.code()).isNotZero();
    assertThat(run.log()).contains("Several endpoint services are called cloister-provider");
    assertThat(ec2.changes()).isEmpty();
  }

  /** Its role and what the role may can be made later than the Job. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DescribeVpcEndpointServiceConfigurations",
        "StartVpcEndpointServicePrivateDnsVerification",
        "DescribeVpcEndpointConnections",
        "AcceptVpcEndpointConnections"
      })
  void itWaitsForItsRights(String action) throws Exception {
    ec2.name("pendingVerification", "verified")
        .connection(ENDPOINT, OWNER, "pendingAcceptance")
        .refusesOnce(action);

    Run run = run();

    assertThat(run.log()).contains("UnauthorizedOperation");
    assertThat(run.code()).as(run.log()).isZero();
  }

  @Test
  void whatElseThereIsToDoMakesAnotherJob() throws IOException {
    Set<String> names = new HashSet<>();
    names.add(Manifests.name(job(CHART.render(SCENARIO))));
    names.add(Manifests.name(job(told(ANOTHER))));
    for (var change :
        Map.of(
                "privateLink.provider.privateDnsName", "ask.corp.example",
                "privateLink.provider.job.deadlineSeconds", "600",
                "aws.region", "eu-west-1")
            .entrySet()) {
      names.add(
          Manifests.name(job(CHART.render(SCENARIO, Map.of(change.getKey(), change.getValue())))));
    }

    assertThat(names).hasSize(5);
  }

  /** A Job cannot be changed, and the next version of the chart has the same name for it. */
  @Test
  void theChartsVersionIsNotInItsPod() {
    assertThat(job(CHART.render(SCENARIO)).path("spec").toString())
        .doesNotContain("helm.sh/chart", "managed-by");
  }

  /** The foundation is in a namespace of its own. */
  @Test
  void itIsWhereItsRoleIsTakenFrom() {
    var manifests = CHART.render(SCENARIO, Map.of("application.namespace", "chat"));
    Statement trust = Statement.of(manifests.one("Role", "cloister-private-link")).getFirst();

    assertThat(trust.only("StringEquals", "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:sub"))
        .containsExactly("system:serviceaccount:chat:cloister-private-link");
    assertThat(
            manifests.objects().stream()
                .filter(o -> !o.path("apiVersion").asText().contains("services.k8s.aws"))
                .map(o -> o.at("/metadata/namespace").asText()))
        .hasSize(4)
        .containsOnly("chat");
  }

  /** AWS takes a key once. */
  @Test
  void aNameOfYoursDoesNotStandBesideTheChartsOwn() {
    for (String scenario : List.of(SCENARIO, "privatelink-consumer", "closed-network")) {
      for (JsonNode object : CHART.render(scenario, Map.of("tags.Name", "ours")).objects()) {
        assertThat(object.at("/spec/tags").findValuesAsText("key"))
            .as(Manifests.title(object))
            .doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void itsServiceAccountAloneTakesItsRole() {
    var manifests = CHART.render(SCENARIO);
    JsonNode account = manifests.one("ServiceAccount", "cloister-private-link");
    Statement trust = Statement.of(manifests.one("Role", "cloister-private-link")).getFirst();

    assertThat(trust.only("StringEquals", "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:sub"))
        .containsExactly("system:serviceaccount:cloister:cloister-private-link");
    assertThat(account.at("/metadata/annotations/eks.amazonaws.com~1role-arn").asText())
        .isEqualTo("arn:aws:iam::111122223333:role/cloister-private-link");
    assertThat(job(CHART.render(SCENARIO)).at("/spec/template/spec/serviceAccountName").asText())
        .isEqualTo("cloister-private-link");
  }

  @Test
  void aRoleOfYoursIsNotMade() {
    String arn = "arn:aws:iam::111122223333:role/link";
    var manifests =
        CHART.render(
            SCENARIO,
            Map.of(
                "privateLink.provider.job.role.mode",
                "existing",
                "privateLink.provider.job.role.arn",
                arn));

    assertThat(manifests.of("Role")).isEmpty();
    assertThat(manifests.one("ServiceAccount", "cloister-private-link").toString()).contains(arn);
  }

  @Test
  void aBoundaryThatIsMadeIsOneForItself() {
    var manifests = CHART.render(SCENARIO, Map.of("roles.permissionsBoundary.mode", "create"));

    assertThat(statements(manifests, "Policy", "cloister-private-link-boundary"))
        .isEqualTo(statements(manifests, "Policy", "cloister-private-link"));
  }

  /** The rest of a role is made outside, and so is this one. */
  @Test
  void theRoleIsMadeOutsideAndTheJobInside() {
    assertThat(CHART.render(SCENARIO, Map.of("install", "outside")).titles())
        .containsExactlyInAnyOrder("Policy/cloister-private-link", "Role/cloister-private-link");
    assertThat(CHART.render(SCENARIO, Map.of("install", "inside")).titles())
        .noneMatch(title -> title.startsWith("Role/"))
        .anyMatch(title -> title.startsWith("Job/cloister-private-link-"));
  }

  @Test
  void itIsRestricted() {
    assertThat(PodSecurity.violations(job(CHART.render(SCENARIO)).at("/spec/template/spec")))
        .isEmpty();
  }

  /** The scenario with more connections to accept, which are the last of its values. */
  private Manifests told(String more) throws IOException {
    Path values = folder.resolve("values.yaml");
    return CHART.render(
        Files.writeString(
            values, Files.readString(CHART.scenario(SCENARIO)).stripTrailing() + more + "\n"));
  }

  private static JsonNode job(Manifests manifests) {
    return manifests.of("Job").findFirst().orElseThrow();
  }

  private static Set<String> rights() {
    Set<String> may = new HashSet<>();
    statements(CHART.render(SCENARIO), "Policy", "cloister-private-link")
        .forEach(statement -> may.addAll(statement.actions()));
    return may;
  }

  private Run run() throws Exception {
    return run(CHART.render(SCENARIO));
  }

  private Run run(Manifests manifests) throws Exception {
    return run(manifests, PATIENCE_SECONDS);
  }

  private Run run(Manifests manifests, int waitSeconds) throws Exception {
    assumeTrue(BootstrapTest.onPath("aws"), "aws is not installed, and the Job's script needs it");
    JsonNode container = job(manifests).at("/spec/template/spec/containers/0");
    Path script = folder.resolve("private-link.sh");
    Files.writeString(
        script,
        manifests.one("ConfigMap", "cloister-private-link").at("/data/private-link.sh").asText());
    Path log = folder.resolve("log");
    var builder =
        new ProcessBuilder("sh", script.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = new HashMap<>();
    for (JsonNode variable : container.path("env")) {
      environment.put(variable.path("name").asText(), variable.path("value").asText());
    }
    environment.put("HOME", folder.toString());
    environment.put("PATH", placeOfAws() + ":" + System.getenv("PATH"));
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local-secret");
    environment.put("AWS_MAX_ATTEMPTS", "1");
    environment.put("CLOISTER_PAUSE", "0");
    environment.put("WAIT_SECONDS", Integer.toString(waitSeconds));
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    String said = Files.readString(log, StandardCharsets.UTF_8);
    assertThat(ended).as(said).isTrue();
    return new Run(process.exitValue(), said);
  }

  /** Debian 12's aws takes no endpoint from its environment. */
  private Path placeOfAws() throws IOException {
    Path place = Files.createDirectories(folder.resolve("bin"));
    String found = BootstrapTest.found("aws").orElseThrow().toString();
    Path wrapper = place.resolve("aws");
    Files.writeString(
        wrapper,
        "#!/bin/sh\nexport HOME='%s'\nexec '%s' --endpoint-url %s \"$@\"\n"
            .formatted(System.getProperty("user.home"), found, ec2.url()));
    assertThat(wrapper.toFile().setExecutable(true)).isTrue();
    return place;
  }
}

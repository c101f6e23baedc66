package dev.cloister.acceptance.chart;

import static dev.cloister.acceptance.chart.Foundation.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ack.sh}, over the chart as Helm renders it and an AWS that notes what it is asked. */
class BootstrapAckTest {

  private static final String ARN = "arn:aws:iam::111122223333:role/closed-ack";
  private static final String ACTIVE = state("ACTIVE");
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
       "Principal": {"Service": "capabilities.eks.amazonaws.com"},
       "Action": ["sts:AssumeRole", "sts:TagSession"]}]}
      """;

  /** IAM takes no larger one within a role. */
  private static final int MOST = 10_240;

  /** What these name cannot be said before it is there, or AWS takes no name for it. */
  private static final Set<String> OF_ANYTHING =
      Set.of(
          "EndpointsOfOtherRegions",
          "FindAlias",
          "FindBucket",
          "FindEndpointServices",
          "FindEndpoints",
          "FindGroups",
          "Interfaces",
          "MakeKey",
          "MakeZones",
          "Never",
          "ServicesOfOtherRegions");

  @TempDir private Path folder;
  private FakeAws aws;

  @BeforeEach
  void fake() throws IOException {
    assumeTrue(
        BootstrapTest.onPath("jq") && BootstrapTest.onPath("kubectl"),
        "jq or kubectl is not installed; ack.sh needs both");
    aws = FakeAws.in(folder);
    aws.program("helm", "#!/bin/sh\ncat \"$(dirname \"$0\")/rendered.yaml\"\n");
    aws.refuses("iam get-role", "NoSuchEntity")
        .refuses("iam get-role-policy", "NoSuchEntity")
        .answers("eks describe-cluster", "{\"cluster\":{\"status\":\"ACTIVE\"}}")
        .refuses("kms describe-key", "NotFoundException")
        .answers("eks describe-capability", "", state("CREATING"), ACTIVE);
    rendered("closed-network", Map.of());
  }

  @Test
  void theRoleAndThenTheCapabilityAreMade() throws Exception {
    var run = run("--yes");

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(run.out()).isEqualTo(ARN);
    assertThat(aws.changes())
        .containsExactly("iam create-role", "iam put-role-policy", "eks create-capability");
    assertThat(aws.calls())
        .anyMatch(
            call ->
                call.startsWith("iam create-role --role-name closed-ack ")
                    && call.contains("\"Service\":\"capabilities.eks.amazonaws.com\""))
        .anyMatch(
            call ->
                call.startsWith(
                        "eks create-capability --region eu-central-1 --cluster-name closed ")
                    && call.contains("--type ACK --role-arn " + ARN)
                    && call.contains("--delete-propagation-policy RETAIN"));
  }

  @Test
  void withoutYesItOnlySaysSo() throws Exception {
    var run = run();

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(run.said()).contains("+ aws iam put-role-policy", "+ aws eks create-capability");
    assertThat(aws.changes()).isEmpty();
  }

  @Test
  void whatIsAsItShouldBeStays() throws Exception {
    String rights = document();
    Files.delete(folder.resolve("calls"));
    Files.delete(folder.resolve("answers/iam.get-role.error"));
    Files.delete(folder.resolve("answers/iam.get-role-policy.error"));
    aws.answers("iam get-role", "{\"Role\":{\"AssumeRolePolicyDocument\":%s}}".formatted(TRUST))
        .answers("iam get-role-policy", "{\"PolicyDocument\":%s}".formatted(rights))
        .answers("eks describe-capability", ACTIVE, ACTIVE);

    var run = run("--yes");

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(aws.changes()).isEmpty();
  }

  @Test
  void aClusterThatIsNotThereIsSaidBeforeAnythingIsMade() throws Exception {
    Files.delete(folder.resolve("answers/eks.describe-cluster"));
    aws.refuses("eks describe-cluster", "ResourceNotFoundException");

    var run = run("--yes");

    assertThat(run.code()).isNotZero();
    assertThat(run.said()).contains("There is no cluster closed in eu-central-1");
    assertThat(aws.changes()).isEmpty();
  }

  @Test
  void whatSomebodyElseHasMadeIsNotTakenOver() throws Exception {
    String theirs = state("ACTIVE").replace(ARN, "arn:aws:iam::1:role/other");
    aws.answers("eks describe-capability", theirs, theirs, theirs);

    var run = run("--yes");

    assertThat(run.code()).isNotZero();
    assertThat(run.said()).contains("has the role arn:aws:iam::1:role/other");
    assertThat(aws.changes()).doesNotContain("eks create-capability");
  }

  @Test
  void oneThatFailsIsSaidAndNotWaitedFor() throws Exception {
    String failed = state("CREATE_FAILED");
    aws.answers("eks describe-capability", "", failed, failed);

    var run = run("--yes");

    assertThat(run.code()).isNotZero();
    assertThat(run.said()).contains("ACK in closed is CREATE_FAILED: {\"issues\":");
  }

  /** What AWS refuses is not taken for what is not there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "iam get-role",
        "iam get-role-policy",
        "kms describe-key",
        "eks describe-capability"
      })
  void aRefusalEndsIt(String call) throws Exception {
    for (String number : List.of(".1", ".2")) {
      Files.deleteIfExists(folder.resolve("answers/" + call.replace(' ', '.') + number));
    }
    aws.refuses(call, "AccessDenied");

    var run = run("--yes");

    assertThat(run.code()).isNotZero();
    assertThat(run.said()).contains("AccessDenied");
    assertThat(aws.changes()).doesNotContain("eks create-capability");
  }

  @Test
  void aRefusalWhileItWaitsEndsIt() throws Exception {
    aws.refuses("eks describe-capability.2", "AccessDenied");

    var run = run("--yes");

    assertThat(run.code()).isNotZero();
    assertThat(run.said()).contains("AccessDenied").doesNotContain("waiting");
  }

  /** The key's policy is the key: it is changed by name, never by a tag that any key could get. */
  @Test
  void thePolicyOfTheKeyAloneIsChanged() throws Exception {
    assertThat(actions(rights())).doesNotContain("kms:PutKeyPolicy");
    String key = "arn:aws:kms:eu-central-1:111122223333:key/0a";
    Files.delete(folder.resolve("calls"));
    Files.delete(folder.resolve("answers/kms.describe-key.error"));
    aws.answers("kms describe-key", "{\"KeyMetadata\":{\"Arn\":\"%s\"}}".formatted(key));

    assertThat(one(rights(), "PolicyOfKey").resources()).containsExactly(key);
  }

  /** A kind that the chart learns to render is refused until its calls are listed. */
  @Test
  void aKindThatNobodyHasLookedAtIsSaid() throws Exception {
    Files.writeString(
        folder.resolve("rendered.yaml"),
        """
        apiVersion: sqs.services.k8s.aws/v1alpha1
        kind: Queue
        metadata:
          name: q
          annotations: {cloister.dev/account: "111122223333", cloister.dev/region: eu-central-1}
        """);

    var run = run("--yes");

    assertThat(run.code()).isNotZero();
    assertThat(run.said()).contains("does not know what ACK needs for Queue");
    assertThat(aws.changes()).isEmpty();
  }

  static List<String> scenarios() {
    return Foundation.scenarios();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void whatHasANameIsNamed(String scenario) throws Exception {
    Manifests all = rendered(scenario, Map.of());

    String document = document();

    assertThat(document.length()).isLessThanOrEqualTo(MOST);
    List<Statement> rights = Statement.read(document);
    assertThat(rights).extracting(Statement::id).doesNotHaveDuplicates();
    assertThat(rights)
        .flatExtracting(Statement::actions)
        .noneMatch(action -> action.endsWith(":*"));
    assertThat(rights)
        .filteredOn(statement -> !OF_ANYTHING.contains(statement.id()))
        .allSatisfy(
            statement ->
                assertThat(statement.resources())
                    .isNotEmpty()
                    .allMatch(arn -> arn.startsWith("arn:aws:") && !arn.endsWith(":*")));
    assertNames(rights, all, "Tables", "Table", "/spec/tableName", "table/");
    assertNames(rights, all, "Bucket", "Bucket", "/spec/name", ":::");
    assertNames(rights, all, "Roles", "Role", "/spec/name", "role/");
    assertNames(rights, all, "Policies", "Policy", "/spec/name", "policy/");
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void whatPeopleWroteCannotBeDeletedByIt(String scenario) throws Exception {
    rendered(scenario, Map.of());

    List<Statement> rights = rights();

    assertThat(actions(rights))
        .noneMatch(action -> action.matches("(dynamodb|s3|kms):.*(Delete|Disable).*"))
        .noneMatch(action -> action.matches("s3:(GetObject|PutObject|\\*).*"))
        .noneMatch(action -> action.matches("dynamodb:(GetItem|PutItem|Query|Scan).*"));
    Statement never = one(rights, "Never");
    assertThat(never.allows()).isFalse();
    assertThat(never.actions())
        .as("whatever a policy of bucket or key says")
        .contains("dynamodb:DeleteTable", "kms:ScheduleKeyDeletion", "s3:DeleteBucket");
  }

  @Test
  void insideItHasNoRightInIam() throws Exception {
    rendered("closed-network", Map.of("install", "inside"));

    assertThat(actions(rights())).isNotEmpty().noneMatch(action -> action.startsWith("iam:"));
  }

  /** No role without its boundary, where the values have one. */
  @Test
  void rolesAreMadeWithTheirBoundary() throws Exception {
    assertThat(one(rights(), "MakeRoles").only("ArnEquals", "iam:PermissionsBoundary"))
        .containsExactlyInAnyOrder(
            "arn:aws:iam::111122223333:policy/cloister-boundary",
            "arn:aws:iam::111122223333:policy/cloister-node-boundary");
  }

  /** Roles are given the policies that are rendered for them, and no others. */
  @Test
  void noRoleIsGivenMore() throws Exception {
    assertThat(one(rights(), "RightsOfRoles").only("ArnEquals", "iam:PolicyARN"))
        .contains(
            "arn:aws:iam::111122223333:policy/cloister-chat",
            "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy")
        .allMatch(arn -> arn.matches("arn:aws:iam::(111122223333:policy/cloister-|aws:policy/).*"));
  }

  private static void assertNames(
      List<Statement> rights, Manifests all, String id, String kind, String field, String before) {
    List<String> names = all.of(kind).map(object -> before + object.at(field).asText()).toList();
    assertThat(rights)
        .filteredOn(statement -> statement.id().equals(id))
        .flatExtracting(Statement::resources)
        .extracting(arn -> arn.substring(arn.indexOf(before)))
        .as(id)
        .containsExactlyInAnyOrderElementsOf(names);
  }

  private static List<String> actions(List<Statement> rights) {
    return rights.stream()
        .filter(Statement::allows)
        .flatMap(statement -> statement.actions().stream())
        .toList();
  }

  /** What Helm says, with credentials of the account that it is for. */
  private Manifests rendered(String scenario, Map<String, String> values) throws IOException {
    Files.writeString(folder.resolve("rendered.yaml"), Foundation.CHART.text(scenario, values));
    var all = Foundation.CHART.render(scenario, values);
    aws.isOf(all.objects().getFirst().at("/metadata/annotations/cloister.dev~1account").asText());
    return all;
  }

  /** The role's rights, as IAM is given them. */
  private String document() throws Exception {
    var run = run("--yes");
    assertThat(run.code()).as(run.said()).isZero();
    String before = "--policy-document ";
    return aws.calls().stream()
        .filter(call -> call.startsWith("iam put-role-policy"))
        .map(call -> call.substring(call.indexOf(before) + before.length()))
        .map(text -> text.substring(0, text.lastIndexOf('}') + 1))
        .findFirst()
        .orElseThrow();
  }

  private List<Statement> rights() throws Exception {
    return Statement.read(document());
  }

  private static String state(String status) {
    return "{\"capability\":{\"status\":\"%s\",\"health\":{\"issues\":[]},\"roleArn\":\"%s\"}}"
        .formatted(status, ARN);
  }

  private FakeAws.Run run(String... options) throws Exception {
    var all =
        new ArrayList<>(
            List.of(Files.writeString(folder.resolve("values.yaml"), "").toString(), "closed"));
    all.addAll(List.of(options));
    return aws.run("bootstrap/ack.sh", all.toArray(String[]::new));
  }
}

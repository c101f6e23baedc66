package dev.cloister.acceptance.chart;

import static dev.cloister.acceptance.chart.Foundation.ACCOUNT;
import static dev.cloister.acceptance.chart.Foundation.CHART;
import static dev.cloister.acceptance.chart.Foundation.one;
import static dev.cloister.acceptance.chart.Foundation.statements;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what, against what the services do. */
class FoundationRightsTest {

  /** What a role needs and no client's method says. */
  private static final Map<String, String> IMPLIED =
      Map.of(
          "bedrock:ApplyGuardrail", "of a guardrail that goes along with a question",
          "sts:AssumeRole", "of the credentials of another account");

  @ParameterizedTest
  @CsvSource({"chat, chat-service", "history, history-service", "feedback, feedback-service"})
  void aRoleMayDoExactlyWhatItsServiceCalls(String role, String service) {
    Set<String> calls = AwsCalls.of(service);
    assertThat(calls).isNotEmpty();
    for (String scenario : Foundation.withRoles()) {
      Set<String> may = new TreeSet<>();
      statements(CHART.render(scenario), "Policy", "cloister-" + role).stream()
          .filter(Statement::allows)
          .forEach(s -> may.addAll(s.actions()));
      if (role.equals("chat") && scenario.equals("cross-account")) {
        // As the role that it takes.
        statements(CHART.render("cross-account-models"), "Policy", "cloister-models")
            .forEach(s -> may.addAll(s.actions()));
      }
      may.removeAll(IMPLIED.keySet());
      assertThat(may).as(scenario).isEqualTo(calls);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.cloister.acceptance.chart.Foundation#withRoles")
  void onlyChatAsksModels(String scenario) {
    var manifests = CHART.render(scenario);
    for (String role : List.of("history", "feedback")) {
      assertThat(statements(manifests, "Policy", "cloister-" + role))
          .flatMap(Statement::actions)
          .noneMatch(action -> action.startsWith("bedrock:") || action.startsWith("sts:"));
    }
    for (String endpoint : List.of("cloister-bedrock", "cloister-bedrock-runtime")) {
      assertThat(statements(manifests, "VPCEndpoint", endpoint))
          .isNotEmpty()
          .flatMap(s -> s.only("ArnEquals", "aws:PrincipalArn"))
          .containsOnly(
              scenario.equals("cross-account")
                  ? "arn:aws:iam::777788889999:role/cloister-models"
                  : ACCOUNT + "role/cloister-chat");
    }
  }

  @Test
  void modelsAreTheListedOnesWithEveryRegionOfAProfile() {
    String profile =
        "arn:aws:bedrock:eu-central-1:111122223333:inference-profile/"
            + "eu.anthropic.claude-sonnet-4-20250514-v1:0";
    List<Statement> chat = statements(CHART.render("closed-network"), "Policy", "cloister-chat");
    assertThat(one(chat, "AskModels").resources())
        .containsExactly("arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0");
    assertThat(one(chat, "AskProfiles").resources()).containsExactly(profile);
    Statement behind = one(chat, "AskModelsOfProfiles");
    assertThat(behind.resources())
        .extracting(arn -> arn.split(":")[3])
        .containsExactlyInAnyOrder("eu-central-1", "eu-north-1", "eu-west-1", "eu-west-3");
    assertThat(behind.only("StringEquals", "bedrock:InferenceProfileArn")).containsExactly(profile);
    Statement refusal = one(chat, "NothingPastTheGuardrail");
    assertThat(refusal.allows()).isFalse();
    assertThat(refusal.only("StringNotEquals", "bedrock:GuardrailIdentifier"))
        .containsExactly("arn:aws:bedrock:eu-central-1:111122223333:guardrail/abc123:3");
    assertThat(refusal.actions()).isEqualTo(one(chat, "AskModels").actions());
  }

  /** Bedrock asks such a model of no region as well, whoever's profile it is. */
  @ParameterizedTest
  @CsvSource({
    "id, global.amazon.nova-2-lite-v1:0, false, true",
    "arn, arn:aws:bedrock:eu-central-1:777788889999:inference-profile/global.amazon.nova-2-lite-v1:0, false, true",
    "arn, arn:aws:bedrock:eu-central-1:777788889999:inference-profile/eu.amazon.nova-2-lite-v1:0, false, false",
    "arn, arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/a1b2c3, false, false",
    "arn, arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/a1b2c3, true, true"
  })
  void aGlobalProfileIsKnownByItsNameOrIsSaidToBeOne(
      String by, String name, boolean said, boolean everywhere) {
    Map<String, ?> profile =
        Map.of(
            "models.profiles[0].global",
            said,
            "models.profiles[0]." + by,
            name,
            "models.profiles[0].model",
            "amazon.nova-2-lite-v1:0",
            "models.profiles[0].regions[0]",
            "eu-central-1");
    Set<String> behind =
        one(
                statements(CHART.render("pod-identity", profile), "Policy", "cloister-chat"),
                "AskModelsOfProfiles")
            .resources();

    assertThat(behind)
        .contains("arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-2-lite-v1:0");
    assertThat(behind.contains("arn:aws:bedrock:::foundation-model/amazon.nova-2-lite-v1:0"))
        .isEqualTo(everywhere);
  }

  /** One that infers across regions is asked in each of them, as a profile of its own. */
  @Test
  void aGuardrailMayGoWhereItsProfilesSay() {
    String profile = "arn:aws:bedrock:eu-west-1:111122223333:guardrail-profile/eu.guardrail.v1:0";
    var manifests = CHART.render("closed-network", Map.of("models.guardrail.profiles[0]", profile));
    String guardrail = "arn:aws:bedrock:eu-central-1:111122223333:guardrail/abc123";
    assertThat(one(statements(manifests, "Policy", "cloister-chat"), "ApplyGuardrail").resources())
        .containsExactlyInAnyOrder(guardrail, profile);
    assertThat(
            one(statements(manifests, "VPCEndpoint", "cloister-bedrock-runtime"), "ApplyGuardrail")
                .resources())
        .containsExactlyInAnyOrder(guardrail, profile);
  }

  /** A boundary refuses what it does not repeat. */
  @Test
  void theBoundaryHoldsAllRolesTogether() {
    var manifests = CHART.render("closed-network");
    List<Statement> boundary = statements(manifests, "Policy", "cloister-boundary");
    for (String role : List.of("chat", "history", "feedback")) {
      for (Statement right : statements(manifests, "Policy", "cloister-" + role)) {
        assertThat(boundary)
            .as(right.id())
            .anyMatch(
                s ->
                    s.allows() == right.allows()
                        && s.actions().equals(right.actions())
                        && s.resources().equals(right.resources())
                        && s.condition().equals(right.condition()));
      }
      assertThat(manifests.one("Role", "cloister-" + role).at("/spec/permissionsBoundaryRef"))
          .isNotEmpty();
    }
  }

  /** The services' boundary would leave a node nothing. */
  @Test
  void nodesHaveABoundaryOfTheirOwn() {
    var manifests = CHART.render("closed-network");

    assertThat(
            manifests
                .one("Role", "cloister-node")
                .at("/spec/permissionsBoundaryRef/from/name")
                .asText())
        .isEqualTo("cloister-node-boundary");
    assertThat(statements(manifests, "Policy", "cloister-node-boundary"))
        .flatMap(Statement::actions)
        .contains("ec2:Describe*", "ecr:BatchGetImage", "eks:DescribeCluster", "ssmmessages:*")
        .noneMatch(action -> action.matches("(iam|sts|s3|dynamodb|bedrock|kms):.*"));
  }

  /** The role of the models is in another account than the services' boundary. */
  @Test
  void theRoleOfTheModelsHasABoundaryOfItsOwn() {
    var manifests =
        CHART.render("cross-account-models", Map.of("roles.permissionsBoundary.mode", "create"));

    assertThat(
            manifests
                .one("Role", "cloister-models")
                .at("/spec/permissionsBoundaryRef/from/name")
                .asText())
        .isEqualTo("cloister-models-boundary");
    assertThat(statements(manifests, "Policy", "cloister-models-boundary"))
        .isNotEmpty()
        .isEqualTo(statements(manifests, "Policy", "cloister-models"));
  }

  @Test
  void aBoundaryOfYoursIsEveryRoles() {
    var manifests =
        CHART.render("existing-vpc", Map.of("karpenter.instanceProfile.mode", "create"));

    assertThat(manifests.of("Role"))
        .hasSize(4)
        .allMatch(
            role ->
                role.at("/spec/permissionsBoundary").asText().equals(ACCOUNT + "policy/everybody"));
    assertThat(manifests.of("Policy")).noneMatch(p -> Manifests.name(p).contains("boundary"));
  }

  @Test
  void withNoBoundaryThereIsNone() {
    var manifests =
        CHART.render(
            "existing-vpc",
            Map.of(
                "karpenter.instanceProfile.mode", "create",
                "roles.permissionsBoundary.mode", "none",
                "roles.permissionsBoundary.arn", ""));

    assertThat(manifests.of("Role"))
        .hasSize(4)
        .noneMatch(
            role ->
                role.path("spec").has("permissionsBoundary")
                    || role.path("spec").has("permissionsBoundaryRef"));
  }

  @ParameterizedTest
  @MethodSource("dev.cloister.acceptance.chart.Foundation#withRoles")
  void rightsAreToWhatIsMade(String scenario) {
    var manifests = CHART.render(scenario);
    Set<String> made = new HashSet<>();
    for (JsonNode table : manifests.of("Table").toList()) {
      String arn =
          "arn:aws:dynamodb:eu-central-1:111122223333:table/"
              + table.at("/spec/tableName").asText();
      made.add(arn);
      table.findValues("indexName").forEach(index -> made.add(arn + "/index/" + index.asText()));
    }
    String bucket =
        "arn:aws:s3:::" + manifests.one("Bucket", "cloister-content").at("/spec/name").asText();
    made.add(bucket);
    made.add(bucket + "/sessions/*");
    Set<String> allowed = new HashSet<>();
    for (String role : List.of("chat", "history", "feedback")) {
      statements(manifests, "Policy", "cloister-" + role).stream()
          .filter(s -> s.actions().stream().anyMatch(a -> a.matches("(dynamodb|s3):.*")))
          .forEach(s -> allowed.addAll(s.resources()));
    }
    assertThat(allowed).isEqualTo(made);
  }

  @Test
  void theModelsAccountKnowsWhoAsks() {
    var manifests = CHART.render("cross-account-models");
    Statement trust = Statement.of(manifests.one("Role", "cloister-models")).getFirst();
    assertThat(Statement.texts(trust.principal().path("AWS")))
        .as("the account, because the role may not be there yet")
        .containsExactly(ACCOUNT + "root");
    assertThat(trust.only("ArnEquals", "aws:PrincipalArn"))
        .containsExactly(ACCOUNT + "role/cloister-chat");
    assertThat(trust.only("StringEquals", "sts:ExternalId")).hasSize(1);
    String taken = "arn:aws:iam::777788889999:role/cloister-models";
    var application = CHART.render("cross-account");
    assertThat(one(statements(application, "Policy", "cloister-chat"), "TakeRole").resources())
        .containsExactly(taken);
    assertThat(
            one(statements(application, "VPCEndpoint", "cloister-bedrock-runtime"), "AskProfiles")
                .only("ArnEquals", "aws:PrincipalArn"))
        .contains(taken);
    assertThat(
            one(statements(application, "VPCEndpoint", "cloister-bedrock"), "ListModels")
                .only("ArnEquals", "aws:PrincipalArn"))
        .containsExactly(taken);
    assertThat(statements(application, "Policy", "cloister-chat"))
        .as("models are asked as the other role alone")
        .flatMap(Statement::actions)
        .noneMatch(action -> action.startsWith("bedrock:"));
    assertThat(statements(manifests, "Policy", "cloister-models"))
        .flatMap(Statement::actions)
        .containsOnly(
            "bedrock:InvokeModel",
            "bedrock:InvokeModelWithResponseStream",
            "bedrock:ListFoundationModels",
            "bedrock:ListInferenceProfiles");
    assertThat(
            statements(
                CHART.render("cross-account-models", Map.of("models.list", false)),
                "Policy",
                "cloister-models"))
        .extracting(Statement::id)
        .doesNotContain("ListModels");
  }
}

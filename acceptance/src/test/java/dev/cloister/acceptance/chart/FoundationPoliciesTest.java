package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what, against what the services do. */
class FoundationPoliciesTest {

  private static final Chart CHART = Chart.named("cloister-foundation");
  private static final String ACCOUNT = "arn:aws:iam::111122223333:";

  /** What a role needs and no client's method says. */
  private static final Map<String, String> IMPLIED =
      Map.of(
          "bedrock:ApplyGuardrail", "of a guardrail that goes along with a question",
          "sts:AssumeRole", "of the credentials of another account");

  private record Reason(String kind, String statement, String ends, String reason) {}

  static List<String> scenarios() {
    return CHART.scenarios();
  }

  static List<String> withRoles() {
    return CHART.scenarios().stream()
        .filter(s -> CHART.render(s).titles().contains("Role/cloister-chat"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"chat, chat-service", "history, history-service", "feedback, feedback-service"})
  void aRoleMayDoExactlyWhatItsServiceCalls(String role, String service) {
    Set<String> calls = AwsCalls.of(service);
    assertThat(calls).isNotEmpty();
    for (String scenario : withRoles()) {
      Set<String> may = new TreeSet<>();
      statements(CHART.render(scenario), "Policy", "cloister-" + role).stream()
          .filter(Statement::allows)
          .forEach(s -> may.addAll(s.actions()));
      may.removeAll(IMPLIED.keySet());
      assertThat(may).as(scenario).isEqualTo(calls);
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everyWildcardHasItsReason(String scenario) throws IOException {
    List<Reason> reasons = reasons();
    for (JsonNode object : CHART.render(scenario).objects()) {
      for (Statement statement : Statement.of(object)) {
        for (String wild : wildcards(statement)) {
          assertThat(reasons)
              .as("%s, %s: %s", Manifests.title(object), statement.id(), wild)
              .anyMatch(r -> fits(r, object, statement, wild));
        }
      }
    }
  }

  @Test
  void everyReasonIsNeeded() throws IOException {
    List<Reason> unused = new ArrayList<>(reasons());
    for (String scenario : CHART.scenarios()) {
      for (JsonNode object : CHART.render(scenario).objects()) {
        for (Statement statement : Statement.of(object)) {
          for (String wild : wildcards(statement)) {
            unused.removeIf(r -> fits(r, object, statement, wild));
          }
        }
      }
    }
    assertThat(unused).isEmpty();
    assertThat(reasons()).allMatch(r -> !r.reason().isBlank());
  }

  private static boolean fits(Reason reason, JsonNode object, Statement statement, String wild) {
    boolean whole = reason.ends().equals("*");
    return reason.kind().equals(Manifests.kind(object))
        && reason.statement().equals(statement.id())
        && (whole ? wild.equals("*") : wild.endsWith(reason.ends()));
  }

  private static Set<String> wildcards(Statement statement) {
    Set<String> wild = new HashSet<>();
    if (statement.allows()) {
      wild.addAll(statement.actions());
      wild.addAll(statement.resources());
      wild.removeIf(text -> !text.contains("*") && !text.contains("?"));
    }
    return wild;
  }

  private static List<Reason> reasons() throws IOException {
    return List.of(
        Chart.YAML.readValue(CHART.folder().resolve("reasons.yaml").toFile(), Reason[].class));
  }

  /** What is not the named principal's may not pass a policy that lets anybody in. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void anybodyIsSomebody(String scenario) {
    Set<String> open = new TreeSet<>();
    for (JsonNode object : CHART.render(scenario).objects()) {
      for (Statement statement : Statement.of(object)) {
        boolean anybody = Statement.texts(statement.principal()).contains("*");
        boolean anyAws = Statement.texts(statement.principal().path("AWS")).contains("*");
        boolean told =
            !statement.only("ArnEquals", "aws:PrincipalArn").isEmpty()
                || !statement.only("StringEquals", "aws:PrincipalAccount").isEmpty();
        if (statement.allows() && (anybody || anyAws) && !told) {
          open.add(statement.id());
        }
      }
    }
    // Who has no role yet asks for one; layers are fetched with ECR's own signature.
    assertThat(open).isSubsetOf("RolesOfThisAccount", "LayersOfImages");
  }

  @ParameterizedTest
  @MethodSource("withRoles")
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
          .isSubsetOf(
              ACCOUNT + "role/cloister-chat", "arn:aws:iam::777788889999:role/cloister-models");
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

  /** A right that the endpoint refuses is none. */
  @ParameterizedTest
  @MethodSource("withRoles")
  void endpointsLetThroughWhatRolesAllow(String scenario) {
    var manifests = CHART.render(scenario);
    for (String role : List.of("chat", "history", "feedback")) {
      for (Statement right : statements(manifests, "Policy", "cloister-" + role)) {
        for (String action : right.allows() ? right.actions() : Set.<String>of()) {
          String name = "cloister-" + endpoint(action);
          if (manifests.of("VPCEndpoint").noneMatch(e -> Manifests.name(e).equals(name))) {
            assertThat(scenario).as(name).isEqualTo("existing-vpc");
            continue;
          }
          assertThat(statements(manifests, "VPCEndpoint", name))
              .as("%s of %s at %s", action, role, name)
              .anyMatch(s -> lets(s, action, right, ACCOUNT + "role/cloister-" + role));
        }
      }
    }
  }

  /** And nothing else to what is Cloister's, but for those who look after it. */
  @ParameterizedTest
  @MethodSource("withRoles")
  void endpointsLetThroughNothingElse(String scenario) {
    var manifests = CHART.render(scenario);
    List<Statement> rights =
        Stream.of("chat", "history", "feedback")
            .flatMap(role -> statements(manifests, "Policy", "cloister-" + role).stream())
            .toList();
    for (JsonNode endpoint : manifests.of("VPCEndpoint").toList()) {
      List<Statement> through = Statement.of(endpoint);
      String service = Manifests.name(endpoint).replaceFirst("cloister-", "");
      if (Set.of("eks", "cognito-idp").contains(service)) {
        assertThat(through).isEmpty();
        continue;
      }
      assertThat(through).as(service).isNotEmpty().allMatch(Statement::allows);
      if (Set.of("bedrock", "bedrock-runtime", "dynamodb", "s3").contains(service)) {
        assertThat(through)
            .filteredOn(s -> !Set.of("Administer", "LayersOfImages").contains(s.id()))
            .isNotEmpty()
            .allMatch(
                s ->
                    rights.stream()
                        .anyMatch(
                            right ->
                                right.actions().equals(s.actions())
                                    && right.resources().equals(s.resources())));
      }
    }
  }

  private static boolean lets(Statement through, String action, Statement right, String role) {
    return through.allows()
        && through.actions().contains(action)
        && through.resources().containsAll(right.resources())
        && through.only("ArnEquals", "aws:PrincipalArn").contains(role)
        && through.condition().path("StringEquals").equals(right.condition().path("StringEquals"));
  }

  private static String endpoint(String action) {
    String service = action.substring(0, action.indexOf(':'));
    return service.equals("bedrock") && !action.startsWith("bedrock:List")
        ? "bedrock-runtime"
        : service;
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

  @ParameterizedTest
  @MethodSource("withRoles")
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
  void theKeyIsForTheThreeThroughTheStores() {
    var manifests = CHART.render("closed-network");
    List<Statement> key = statements(manifests, "Key", "cloister");
    assertThat(one(key, "UseThroughDynamoDB").only("ArnEquals", "aws:PrincipalArn"))
        .containsExactlyInAnyOrder(
            ACCOUNT + "role/cloister-chat",
            ACCOUNT + "role/cloister-history",
            ACCOUNT + "role/cloister-feedback");
    assertThat(one(key, "UseThroughS3").only("ArnEquals", "aws:PrincipalArn"))
        .containsExactly(ACCOUNT + "role/cloister-history");
    assertThat(key.stream().skip(1))
        .allMatch(s -> !s.only("StringEquals", "kms:ViaService").isEmpty());
    assertThat(manifests.one("Bucket", "cloister-content").findValue("kmsMasterKeyID").asText())
        .endsWith(":" + manifests.one("Alias", "cloister").at("/spec/name").asText());
    assertThat(manifests.of("Table"))
        .allMatch(
            t ->
                t.at("/spec/sseSpecification/kmsMasterKeyRef/from/name")
                    .asText()
                    .equals("cloister"));
  }

  /** A key that is named has its use in the roles, since its policy is its owner's. */
  @Test
  void aKeyOfYoursIsUsedByTheRoles() {
    String arn = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-000000000000";
    var manifests = CHART.render("pod-identity", Map.of("key.mode", "existing", "key.arn", arn));
    for (String role : List.of("chat", "history", "feedback")) {
      Statement use = one(statements(manifests, "Policy", "cloister-" + role), "UseKey");
      assertThat(use.resources()).containsExactly(arn);
      assertThat(use.only("StringEquals", "kms:ViaService"))
          .hasSize(role.equals("history") ? 2 : 1);
    }
  }

  @Test
  void theBucketIsClosed() {
    List<Statement> policy =
        statements(CHART.render("closed-network"), "Bucket", "cloister-content");
    assertThat(policy).noneMatch(Statement::allows);
    assertThat(one(policy, "NothingInTheClear").only("Bool", "aws:SecureTransport"))
        .containsExactly("false");
    assertThat(one(policy, "ContentStaysInTheNetwork").only("StringNotEquals", "aws:SourceVpc"))
        .containsExactly("vpc-0a");
    assertThat(
            one(
                    statements(CHART.render("existing-vpc"), "Bucket", "cloister-content"),
                    "ContentStaysInTheNetwork")
                .only("StringNotEquals", "aws:SourceVpce"))
        .containsExactly("vpce-0s3");
    JsonNode block =
        CHART
            .render("closed-network")
            .one("Bucket", "cloister-content")
            .at("/spec/publicAccessBlock");
    assertThat(block).hasSize(4).allMatch(JsonNode::asBoolean);
  }

  @Test
  void theModelsAccountKnowsWhoAsks() {
    var manifests = CHART.render("cross-account-models");
    Statement trust = Statement.of(manifests.one("Role", "cloister-models")).getFirst();
    assertThat(Statement.texts(trust.principal().path("AWS")))
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
    assertThat(statements(manifests, "Policy", "cloister-models"))
        .flatMap(Statement::actions)
        .allMatch(action -> action.startsWith("bedrock:InvokeModel"));
  }

  private static List<Statement> statements(Manifests manifests, String kind, String name) {
    return Statement.of(manifests.one(kind, name));
  }

  private static Statement one(List<Statement> statements, String id) {
    return statements.stream()
        .filter(s -> s.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no statement " + id));
  }
}

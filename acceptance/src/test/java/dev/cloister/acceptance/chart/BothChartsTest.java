package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The foundation makes what the application expects. */
class BothChartsTest {

  private static final Chart APPLICATION = Chart.named("cloister");
  private static final Chart FOUNDATION = Chart.named("cloister-foundation");

  @Test
  void rolesAreForTheServiceAccountsThatNameThem() {
    var foundation = FOUNDATION.render("closed-network");
    var application = APPLICATION.render("minimal");
    Set<String> accounts = new HashSet<>();
    for (JsonNode role : foundation.of("Role").toList()) {
      for (Statement trust : Statement.of(role)) {
        trust
            .condition()
            .path("StringEquals")
            .properties()
            .forEach(
                condition -> {
                  if (condition.getKey().endsWith(":sub")) {
                    String issuer = condition.getKey().replaceFirst(":sub$", "");
                    assertThat(trust.only("StringEquals", issuer + ":aud"))
                        .containsExactly("sts.amazonaws.com");
                    assertThat(trust.principal().path("Federated").asText())
                        .isEqualTo("arn:aws:iam::111122223333:oidc-provider/" + issuer);
                    String[] subject = condition.getValue().asText().split(":");
                    JsonNode account = application.one("ServiceAccount", subject[3]);
                    assertThat(subject[2]).isEqualTo(account.at("/metadata/namespace").asText());
                    assertThat(
                            account
                                .at("/metadata/annotations")
                                .path("eks.amazonaws.com/role-arn")
                                .asText())
                        .isEqualTo(
                            "arn:aws:iam::111122223333:role/" + role.at("/spec/name").asText());
                    accounts.add(subject[3]);
                  }
                });
      }
    }
    assertThat(accounts)
        .isEqualTo(
            application.of("ServiceAccount").map(Manifests::name).collect(Collectors.toSet()));
  }

  @Test
  void podIdentityIsForTheSameServiceAccounts() {
    var application = APPLICATION.render("pod-identity");
    var foundation = FOUNDATION.render("pod-identity");
    Set<String> accounts = new HashSet<>();
    for (JsonNode role : foundation.of("Role").toList()) {
      assertThat(Statement.of(role)).hasSize(1);
      Statement trust = Statement.of(role).getFirst();
      String name = role.at("/spec/name").asText().replace("cloister-", "") + "-service";
      String namespace = application.one("ServiceAccount", name).at("/metadata/namespace").asText();
      Map<String, String> only =
          Map.of(
              "aws:SourceAccount",
              "111122223333",
              "aws:RequestTag/eks-cluster-arn",
              "arn:aws:eks:eu-central-1:111122223333:cluster/closed",
              "aws:RequestTag/kubernetes-namespace",
              namespace,
              "aws:RequestTag/kubernetes-service-account",
              name);
      assertThat(trust.principal().toString())
          .isEqualTo("{\"Service\":\"pods.eks.amazonaws.com\"}");
      assertThat(trust.actions()).containsExactlyInAnyOrder("sts:AssumeRole", "sts:TagSession");
      assertThat(trust.condition()).isEqualTo(Chart.YAML.valueToTree(Map.of("StringEquals", only)));
      accounts.add(name);
    }
    assertThat(accounts)
        .isEqualTo(
            application.of("ServiceAccount").map(Manifests::name).collect(Collectors.toSet()));
  }

  @Test
  void storesHaveTheNamesThatTheServicesUse() {
    var foundation = FOUNDATION.render("closed-network");
    String bucket = foundation.one("Bucket", "cloister-content").at("/spec/name").asText();
    var application = APPLICATION.render("minimal");
    String settings =
        String.join(
            "\n",
            List.of("chat-service", "history-service", "feedback-service").stream()
                .map(
                    s ->
                        application.one("ConfigMap", s).at("/data/application.properties").asText())
                .toList());
    Map.of(
            "cloister.history.table", "history",
            "cloister.feedback.table", "feedback",
            "cloister.usage.table", "usage")
        .forEach(
            (setting, part) ->
                assertThat(settings.lines())
                    .contains(
                        setting
                            + "="
                            + foundation
                                .one("Table", "cloister-" + part)
                                .at("/spec/tableName")
                                .asText()));
    assertThat(settings.lines()).contains("cloister.history.bucket=" + bucket);
  }

  /** The role refuses calls without its guardrail: the service has to name that one. */
  @Test
  void theGuardrailOfTheRoleIsTheOneThatIsNamed() throws Exception {
    var guardrail =
        Chart.YAML
            .readTree(FOUNDATION.folder().resolve("ci/closed-network-values.yaml").toFile())
            .at("/models/guardrail");
    String arn = guardrail.path("arn").asText();

    assertThat(
            APPLICATION
                .render("closed-network")
                .one("ConfigMap", "chat-service")
                .at("/data/application.properties")
                .asText()
                .lines())
        .contains(
            "cloister.bedrock.guardrail.id=" + arn.substring(arn.lastIndexOf('/') + 1),
            "cloister.bedrock.guardrail.version=" + guardrail.path("version").asText());
  }

  /** What people may choose, the role may ask. */
  @ParameterizedTest
  @CsvSource({
    "minimal, existing-vpc",
    "closed-network, closed-network",
    "existing-vpc, existing-vpc",
    "pod-identity, pod-identity",
    "cognito, cognito",
    "cross-account, cross-account",
    "cloudfront, existing-vpc",
    "keycloak, existing-vpc",
    "privatelink-provider, existing-vpc",
    "port-forward, existing-vpc"
  })
  void everyModelThatIsOfferedMayBeAsked(String application, String foundation) {
    String told = FOUNDATION.notes(foundation, Map.of());
    String asked = told.replaceAll("(?s).*models.allowed, or fewer +([^\n]+).*", "$1");
    String offered =
        APPLICATION
            .render(application)
            .one("ConfigMap", "chat-service")
            .at("/data/application.properties")
            .asText()
            .replaceAll("(?s).*cloister.models.allowed=([^\n]+).*", "$1");

    assertThat(asked.split(","))
        .isNotEmpty()
        .contains(Stream.of(offered.split(",")).map(m -> m.split("=")[0]).toArray(String[]::new));
  }

  /** Browsers of a closed network resolve the names of its private zone, and no others. */
  @Test
  void peopleOfAClosedNetworkSignInInsideIt() throws Exception {
    String zone =
        Chart.YAML
            .readTree(FOUNDATION.folder().resolve("ci/closed-network-values.yaml").toFile())
            .at("/dns/zone/name")
            .asText();
    JsonNode values = Chart.YAML.readTree(APPLICATION.scenario("closed-network").toFile());
    List<String> origins = new ArrayList<>();
    origins.add("https://" + values.at("/ingress/host").asText());
    origins.add(values.at("/identity/issuer").asText());
    values.at("/identity/web/connectSources").forEach(source -> origins.add(source.asText()));
    String authority = values.at("/identity/web/authority").asText();
    if (!authority.isEmpty()) {
      origins.add(authority);
    }

    assertThat(origins).allMatch(origin -> URI.create(origin).getHost().endsWith("." + zone));
    assertThat(APPLICATION.render("closed-network").titles())
        .contains("ConfigMap/cloister-issuer-keys");
  }

  /** A node that goes waits for its pods' answers. */
  @Test
  void nodesOutliveTheirPods() throws Exception {
    int grace =
        Chart.YAML
            .readTree(FOUNDATION.folder().resolve("values.yaml").toFile())
            .at("/application/graceSeconds")
            .asInt();
    for (String scenario : APPLICATION.scenarios()) {
      APPLICATION
          .render(scenario)
          .of("Deployment")
          .map(d -> d.at("/spec/template/spec/terminationGracePeriodSeconds").asInt())
          .forEach(seconds -> assertThat(seconds).isPositive().isLessThanOrEqualTo(grace));
    }
    FOUNDATION
        .render("closed-network")
        .of("NodePool")
        .map(pool -> pool.at("/spec/template/spec/terminationGracePeriod").asText())
        .forEach(
            seconds ->
                assertThat(Integer.parseInt(seconds.replace("s", "")))
                    .isGreaterThanOrEqualTo(grace));
  }

  @ParameterizedTest
  @CsvSource({
    "history, history-service, dev.cloister.history.store",
    "feedback, feedback-service, dev.cloister.feedback.store",
    "usage, chat-service, dev.cloister.chat.store"
  })
  void tablesAreAsTheServicesMakeThem(String part, String service, String at) throws Exception {
    JsonNode declared = DeclaredTable.of(service, at + ".TableAtStart");
    JsonNode spec =
        FOUNDATION.render("closed-network").one("Table", "cloister-" + part).path("spec");
    for (String field :
        List.of(
            "attributeDefinitions",
            "keySchema",
            "localSecondaryIndexes",
            "globalSecondaryIndexes",
            "billingMode")) {
      assertThat(spec.path(field)).as(field).isEqualTo(declared.path(field));
    }
    assertThat(declared.path("keySchema")).isNotEmpty();
    assertThat(spec.at("/timeToLive/attributeName").asText("nothing"))
        .isEqualTo(expires(service, at) ? "expiresAt" : "nothing");
    assertThat(spec.at("/continuousBackups/pointInTimeRecoveryEnabled").asBoolean()).isTrue();
    assertThat(spec.path("deletionProtectionEnabled").asBoolean()).isTrue();
  }

  /** Whether the service has items that end. */
  private static boolean expires(String service, String at) {
    return new ClassFileImporter()
            .importPath(Path.of("..", service, "target/classes"))
            .get(at + ".TableAtStart")
            .getMethodCallsFromSelf()
            .stream()
            .anyMatch(call -> call.getTarget().getName().equals("updateTimeToLive"));
  }
}

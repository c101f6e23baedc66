package dev.cloister.acceptance.chart;

import static dev.cloister.acceptance.chart.Foundation.ACCOUNT;
import static dev.cloister.acceptance.chart.Foundation.CHART;
import static dev.cloister.acceptance.chart.Foundation.one;
import static dev.cloister.acceptance.chart.Foundation.services;
import static dev.cloister.acceptance.chart.Foundation.statements;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which endpoints there are, and what they let through. */
class FoundationEndpointsTest {

  /** Endpoints cost by the hour, so each is there for something. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name                                      | cloister                | bedrock dynamodb ecr.api ecr.dkr ec2 eks-auth elasticloadbalancing s3 bedrock-runtime
          models.list                               | false                   | - bedrock
          ack.runBy                                 | cluster                 | kms
          workloadIdentity.mode                     | irsa                    | sts - eks-auth
          crossAccount.roleArn                      | arn:aws:iam::777788889999:role/models | sts
          endpoints.features.loadBalancerController | false                   | - elasticloadbalancing
          endpoints.features.sts                    | true                    | sts
          endpoints.features.cloudWatchLogs         | true                    | logs
          endpoints.features.cloudWatchMetrics      | true                    | monitoring
          endpoints.features.secretsManager         | true                    | secretsmanager
          endpoints.features.cognito                | true                    | cognito-idp
          endpoints.features.sessionManager         | true                    | ssm ssmmessages ec2messages
          endpoints.features.autoscaling            | true                    | autoscaling
          endpoints.features.route53                | true                    | route53
          """)
  void endpointsFollowFromWhatIsUsed(String value, String to, String difference) {
    Set<String> wanted =
        value.equals("name") ? new TreeSet<>() : services(CHART.render("pod-identity"));
    boolean more = true;
    for (String service : difference.split(" ")) {
      if (service.equals("-")) {
        more = false;
      } else if (more) {
        wanted.add(service);
      } else {
        wanted.remove(service);
      }
    }
    Map<String, Object> change = new HashMap<>(Map.of(value, to));
    if (difference.equals("cognito-idp")) {
      change.put("endpoints.cognito.userPoolIds[0]", "eu-central-1_Example");
    }
    if (to.equals("irsa")) {
      change.put("cluster.oidcIssuer", "https://oidc.example/id/1");
    }
    assertThat(services(CHART.render("pod-identity", change))).isEqualTo(wanted);
  }

  @Test
  void karpenterAsksForWhatItIsNotTold() {
    Set<String> all = services(CHART.render("closed-network"));
    assertThat(all).contains("eks", "sqs", "ssm");
    Map<String, Object> told =
        Map.of(
            "karpenter.interruptionQueue",
            false,
            "karpenter.amiIds[0]",
            "ami-0a1b",
            "karpenter.amiAlias",
            "",
            "endpoints.features.sessionManager",
            false);
    assertThat(services(CHART.render("closed-network", told)))
        .doesNotContain("sqs", "ssm", "ssmmessages", "ec2messages")
        .as("asked for the range of services, whatever else it is told")
        .contains("eks");
    assertThat(services(CHART.render("closed-network", Map.of("karpenter.enabled", false))))
        .doesNotContain("eks", "sqs");
    assertThat(services(CHART.render("existing-vpc"))).as("is there").doesNotContain("eks");
  }

  @Test
  void endpointsAreReachedFromWhereTheyShould() {
    var manifests = CHART.render("closed-network");
    Set<String> gateways = new HashSet<>();
    for (JsonNode endpoint : manifests.of("VPCEndpoint").toList()) {
      JsonNode spec = endpoint.path("spec");
      if (spec.path("vpcEndpointType").asText().equals("Gateway")) {
        gateways.add(spec.path("serviceName").asText().replaceFirst(".*\\.", ""));
        assertThat(spec.path("routeTableIDs")).hasSize(2);
        assertThat(spec.has("subnetIDs")).isFalse();
      } else {
        assertThat(spec.path("privateDNSEnabled").asBoolean()).isTrue();
        assertThat(spec.path("subnetIDs")).hasSize(2);
        assertThat(spec.path("securityGroupRefs")).hasSize(1);
      }
    }
    assertThat(gateways).containsExactlyInAnyOrder("s3", "dynamodb");
    JsonNode rules = manifests.one("SecurityGroup", "cloister-endpoints").at("/spec/ingressRules");
    assertThat(rules).hasSize(1);
    assertThat(rules.at("/0/fromPort").asInt()).isEqualTo(443);
    assertThat(rules.at("/0/ipRanges/0/cidrIP").asText()).isEqualTo("10.0.0.0/20");
  }

  /** A right that the endpoint refuses is none. */
  @ParameterizedTest
  @MethodSource("dev.cloister.acceptance.chart.Foundation#withRoles")
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

  /** And nothing else to what is Cloister's, and nobody else, but for those who look after it. */
  @ParameterizedTest
  @MethodSource("dev.cloister.acceptance.chart.Foundation#withRoles")
  void endpointsLetThroughNothingElse(String scenario) throws IOException {
    var manifests = CHART.render(scenario);
    // The rights of a role of another account are those that chat-service has without it.
    var own = CHART.render(scenario, Map.of("crossAccount.roleArn", ""));
    Set<String> administrators = administrators(scenario);
    for (JsonNode endpoint : manifests.of("VPCEndpoint").toList()) {
      List<Statement> through = Statement.of(endpoint);
      String service = Manifests.name(endpoint).replaceFirst("cloister-", "");
      if (service.equals("eks")) {
        assertThat(through).isEmpty();
        continue;
      }
      assertThat(through).as(service).isNotEmpty().allMatch(Statement::allows);
      if (Set.of("bedrock", "bedrock-runtime", "dynamodb", "s3").contains(service)) {
        String chat =
            scenario.equals("cross-account") && service.startsWith("bedrock")
                ? "arn:aws:iam::777788889999:role/cloister-models"
                : ACCOUNT + "role/cloister-chat";
        assertThat(through)
            .filteredOn(
                s -> !Set.of("Administer", "ListBuckets", "LayersOfImages").contains(s.id()))
            .isNotEmpty()
            .allSatisfy(s -> assertThat(principals(s)).isNotEmpty().isEqualTo(whose(s, own, chat)));
        assertThat(through)
            .filteredOn(s -> Set.of("Administer", "ListBuckets").contains(s.id()))
            .allSatisfy(s -> assertThat(principals(s)).isEqualTo(administrators));
      }
    }
  }

  @Test
  void whatHandsOutRolesDoesNothingElse() {
    List<Statement> sts = statements(CHART.render("cross-account"), "VPCEndpoint", "cloister-sts");
    assertThat(actions(sts))
        .isEqualTo(
            Map.of(
                "TakeRole", Set.of("sts:AssumeRole"),
                "RolesOfThisAccount", Set.of("sts:AssumeRoleWithWebIdentity"),
                "WhoAmI", Set.of("sts:GetCallerIdentity")));
    assertThat(one(sts, "TakeRole").resources())
        .containsExactly("arn:aws:iam::777788889999:role/cloister-models");
    assertThat(principals(one(sts, "TakeRole"))).containsExactly(ACCOUNT + "role/cloister-chat");
    assertThat(one(sts, "RolesOfThisAccount").resources()).containsExactly(ACCOUNT + "role/*");
    assertThat(one(sts, "WhoAmI").only("StringEquals", "aws:PrincipalAccount"))
        .containsExactly("111122223333");
    assertThat(actions(statements(CHART.render("closed-network"), "VPCEndpoint", "cloister-sts")))
        .containsOnlyKeys("RolesOfThisAccount", "WhoAmI");

    List<Statement> agents =
        statements(CHART.render("pod-identity"), "VPCEndpoint", "cloister-eks-auth");
    assertThat(actions(agents))
        .isEqualTo(Map.of("PodIdentity", Set.of("eks-auth:AssumeRoleForPodIdentity")));
    assertThat(one(agents, "PodIdentity").resources())
        .containsExactly("arn:aws:eks:eu-central-1:111122223333:cluster/closed");
    assertThat(one(agents, "PodIdentity").only("StringEquals", "aws:PrincipalAccount"))
        .containsExactly("111122223333");
  }

  /** Browsers of the company reach Cognito's endpoint, and through it their own user pool. */
  @Test
  void peopleSignInThroughOneEndpointAtOnePool() {
    var manifests = CHART.render("cognito");
    assertThat(manifests.of("SecurityGroup").filter(g -> g.toString().contains("10.20.0.0/16")))
        .map(Manifests::name)
        .containsExactly("cloister-sign-in");
    assertThat(manifests.of("VPCEndpoint").filter(e -> e.toString().contains("cloister-sign-in")))
        .map(Manifests::name)
        .containsExactly("cloister-cognito-idp");

    Statement signIn = one(statements(manifests, "VPCEndpoint", "cloister-cognito-idp"), "SignIn");
    assertThat(signIn.resources())
        .containsExactly(
            "arn:aws:cognito-idp:eu-central-1:111122223333:userpool/eu-central-1_Example");
    assertThat(signIn.actions())
        .contains("cognito-idp:InitiateAuth")
        .noneMatch(a -> a.contains("*"));
  }

  /** Those of endpoints that are there already are not said twice. */
  @ParameterizedTest
  @MethodSource("dev.cloister.acceptance.chart.Foundation#withRoles")
  void byHandAnEndpointGetsWhatTheChartWouldGiveIt(String scenario) throws IOException {
    Map<String, String> told = Foundation.policies(scenario);
    Map<String, String> made = new TreeMap<>();
    CHART
        .render(scenario)
        .of("VPCEndpoint")
        .filter(endpoint -> endpoint.path("spec").has("policyDocument"))
        .forEach(
            endpoint ->
                made.put(
                    endpoint.at("/spec/serviceName").asText(),
                    endpoint.at("/spec/policyDocument").asText()));

    assertThat(made).isNotEmpty();
    made.forEach(
        (name, policy) ->
            assertThat(told.get(name.replaceFirst("com.amazonaws.(eu-central-1.)?", "")))
                .isEqualTo(policy));
    if (scenario.equals("existing-vpc")) {
      assertThat(told).containsKeys("ec2", "ecr.api", "ecr.dkr", "s3", "sts");
    } else {
      assertThat(told).hasSameSizeAs(made);
    }
  }

  @Test
  void theirTellingMakesNothing() {
    assertThat(CHART.render("existing-vpc", Map.of("install", "policies")).titles())
        .containsExactly("ConfigMap/cloister-endpoint-policies");
  }

  /** Neither may a role of this account put something into another one's. */
  @Test
  void controllersReachWhatIsThisAccounts() {
    accountsReached("closed-network", "ec2 elasticloadbalancing logs sqs ssm", "111122223333");
    accountsReached("existing-vpc", "elasticloadbalancing kms sqs", "111122223333", "555566667777");
  }

  /** One's own account alone says that everything is mirrored. */
  @Test
  void imagesComeFromTheAccountsThatAreNamed() throws IOException {
    for (String service : List.of("ecr.api", "ecr.dkr")) {
      assertThat(pulled("closed-network", service))
          .containsExactlyInAnyOrder(
              "arn:aws:ecr:eu-central-1:111122223333:repository/*",
              "arn:aws:ecr:eu-central-1:602401143452:repository/*");
      assertThat(pulled("existing-vpc", service))
          .containsExactly("arn:aws:ecr:eu-central-1:111122223333:repository/*");
    }
  }

  private static Set<String> pulled(String scenario, String service) throws IOException {
    JsonNode policy = Chart.YAML.readTree(Foundation.policies(scenario).get(service));
    return Manifests.stream(policy.path("Statement"))
        .filter(statement -> statement.path("Sid").asText().equals("Pull"))
        .map(statement -> Statement.texts(statement.path("Resource")))
        .findFirst()
        .orElseThrow();
  }

  private static void accountsReached(String scenario, String services, String... accounts) {
    var manifests = CHART.render(scenario);
    for (String service : services.split(" ")) {
      assertThat(
              one(statements(manifests, "VPCEndpoint", "cloister-" + service), "ThisAccountOnly")
                  .only("StringEqualsIfExists", "aws:ResourceAccount"))
          .as(service)
          .containsExactlyInAnyOrder(accounts);
    }
  }

  /** What has no account, or Amazon's, nodes need nevertheless. */
  @Test
  void controllersReachWhatAwsOwns() {
    var manifests = CHART.render("closed-network");
    Statement images = one(statements(manifests, "VPCEndpoint", "cloister-ec2"), "ImagesOfOthers");
    Statement published =
        one(statements(manifests, "VPCEndpoint", "cloister-ssm"), "WhatAwsPublishes");

    assertThat(images.actions()).containsExactlyInAnyOrder("ec2:CreateFleet", "ec2:RunInstances");
    assertThat(images.resources()).contains("arn:aws:ec2:eu-central-1::image/*");
    assertThat(published.actions()).contains("ssm:GetParameter", "ssm:StartSession");
    assertThat(published.resources()).contains("arn:aws:ssm:eu-central-1::parameter/aws/service/*");
    for (Statement statement : List.of(images, published)) {
      assertThat(statement.only("StringEquals", "aws:PrincipalAccount"))
          .containsExactly("111122223333");
    }
    for (String untouched : List.of("bedrock", "bedrock-runtime", "ecr-api")) {
      assertThat(statements(manifests, "VPCEndpoint", "cloister-" + untouched))
          .as("models have owners of AWS")
          .allMatch(s -> s.condition().findValue("aws:ResourceAccount") == null);
    }
    assertThat(
            one(statements(manifests, "VPCEndpoint", "cloister-s3"), "LayersOfImages").condition())
        .as("layers are in a bucket of AWS")
        .isEmpty();
  }

  /** Of each statement by its name. */
  private static Map<String, Set<String>> actions(List<Statement> statements) {
    return statements.stream().collect(Collectors.toMap(Statement::id, Statement::actions));
  }

  private static Set<String> principals(Statement through) {
    return through.only("ArnEquals", "aws:PrincipalArn");
  }

  private static Set<String> administrators(String scenario) throws IOException {
    JsonNode values = Chart.YAML.readTree(CHART.scenario(scenario).toFile());
    return Statement.texts(values.at("/endpoints/administrators"));
  }

  /** The roles that have this right; chat-service asks some as another one. */
  private static Set<String> whose(Statement through, Manifests manifests, String chat) {
    Map<String, String> roles =
        Map.of(
            "chat", chat,
            "history", ACCOUNT + "role/cloister-history",
            "feedback", ACCOUNT + "role/cloister-feedback");
    return roles.keySet().stream()
        .filter(
            role ->
                statements(manifests, "Policy", "cloister-" + role).stream()
                    .anyMatch(right -> isSame(right, through)))
        .map(roles::get)
        .collect(Collectors.toSet());
  }

  private static boolean isSame(Statement right, Statement through) {
    return right.allows()
        && right.actions().equals(through.actions())
        && right.resources().equals(through.resources())
        && right.condition().path("StringEquals").equals(through.condition().path("StringEquals"));
  }

  private static boolean lets(Statement through, String action, Statement right, String role) {
    return through.allows()
        && through.actions().contains(action)
        && through.resources().containsAll(right.resources())
        && principals(through).equals(Set.of(role))
        && through.condition().path("StringEquals").equals(right.condition().path("StringEquals"));
  }

  private static String endpoint(String action) {
    String service = action.substring(0, action.indexOf(':'));
    return service.equals("bedrock") && !action.startsWith("bedrock:List")
        ? "bedrock-runtime"
        : service;
  }
}

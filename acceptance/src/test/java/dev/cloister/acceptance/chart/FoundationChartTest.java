package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart makes, and that its objects find each other. */
class FoundationChartTest {

  private static final Chart CHART = Chart.named("cloister-foundation");
  private static final Schemas SCHEMAS = new Schemas();

  /** The kind that a reference by name is to. */
  private static final Map<String, String> REFERENCES =
      Map.of(
          "policyRefs", "Policy",
          "permissionsBoundaryRef", "Policy",
          "roleRef", "Role",
          "securityGroupRefs", "SecurityGroup",
          "kmsMasterKeyRef", "Key",
          "targetKeyRef", "Key");

  static List<String> scenarios() {
    return CHART.scenarios();
  }

  @Test
  void helmHasNothingToSay() {
    var lint = CHART.helm().lint().strict().call();
    assertThat(lint.getMessages()).noneMatch(m -> m.contains("[ERROR]") || m.contains("[WARNING]"));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void anApiServerWouldTakeEveryObject(String scenario) {
    var manifests = CHART.render(scenario);
    assertThat(manifests.objects()).isNotEmpty();
    assertThat(SCHEMAS.complaints(manifests.objects())).isEmpty();
    assertThat(manifests.titles()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void whatIsNamedIsThere(String scenario) {
    var manifests = CHART.render(scenario);
    for (JsonNode object : manifests.objects()) {
      REFERENCES.forEach(
          (field, kind) ->
              object
                  .findValues(field)
                  .forEach(
                      reference ->
                          reference
                              .findValues("from")
                              .forEach(from -> manifests.one(kind, from.path("name").asText()))));
    }
    manifests
        .of("NodePool")
        .map(pool -> pool.at("/spec/template/spec/nodeClassRef/name").asText())
        .forEach(name -> manifests.one("EC2NodeClass", name));
  }

  /** The one that reaches IAM and the closed one make together what one install makes. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void theTwoHalvesAreTheWhole(String scenario) {
    List<String> whole = CHART.render(scenario).titles();
    List<String> halves = new ArrayList<>();
    for (String half : List.of("outside", "inside")) {
      var manifests = CHART.render(scenario, Map.of("install", half));
      manifests
          .objects()
          .forEach(
              object ->
                  assertThat(object.path("apiVersion").asText().startsWith("iam."))
                      .isEqualTo(half.equals("outside")));
      halves.addAll(manifests.titles());
    }
    assertThat(halves).containsExactlyInAnyOrderElementsOf(whole);
  }

  @Test
  void whatIsThereIsNotMade() {
    assertThat(CHART.render("minimal").titles())
        .containsExactlyInAnyOrder(
            "Table/cloister-history", "Table/cloister-feedback", "Table/cloister-usage");
    assertThat(services(CHART.render("existing-vpc")))
        .containsExactlyInAnyOrder(
            "bedrock", "bedrock-runtime", "dynamodb", "elasticloadbalancing", "kms", "sqs");
  }

  /** Endpoints cost by the hour, so each is there for something. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name                                      | cloister                | bedrock dynamodb ecr.api ecr.dkr ec2 eks-auth elasticloadbalancing kms s3 bedrock-runtime
          models.list                               | false                   | - bedrock
          key.mode                                  | none                    | - kms
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
            "karpenter.knowsClusterEndpoint", true,
            "karpenter.interruptionQueue", false,
            "karpenter.amiIds[0]", "ami-0a1b",
            "karpenter.amiAlias", "",
            "endpoints.features.sessionManager", false);
    assertThat(services(CHART.render("closed-network", told)))
        .doesNotContain("eks", "sqs", "ssm", "ssmmessages", "ec2messages");
  }

  private static Set<String> services(Manifests manifests) {
    var services = new TreeSet<String>();
    manifests
        .of("VPCEndpoint")
        .map(endpoint -> endpoint.at("/spec/serviceName").asText())
        .forEach(name -> services.add(name.replaceFirst("com.amazonaws.(eu-central-1.)?", "")));
    return services;
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

  @Test
  void nodesAreClosed() {
    var manifests = CHART.render("closed-network");
    assertThat(manifests.of("EC2NodeClass")).hasSize(2);
    manifests
        .of("EC2NodeClass")
        .map(node -> node.path("spec"))
        .forEach(
            spec -> {
              assertThat(spec.has("role")).as("IAM cannot be asked").isFalse();
              assertThat(spec.path("associatePublicIPAddress").asBoolean(true)).isFalse();
              JsonNode metadata = spec.path("metadataOptions");
              assertThat(metadata.path("httpTokens").asText()).isEqualTo("required");
              assertThat(metadata.path("httpPutResponseHopLimit").asInt()).isEqualTo(1);
              assertThat(spec.findValues("encrypted")).allMatch(JsonNode::asBoolean).isNotEmpty();
            });
    assertThat(manifests.one("NodePool", "cloister-gpu").at("/spec/template/spec/taints"))
        .as("nothing runs there by accident")
        .isNotEmpty();
  }

  @Test
  void theConsumersNameComesAfterTheProvidersYes() {
    for (String phase : List.of("request", "active")) {
      assertThat(
              CHART
                  .render("privatelink-consumer", Map.of("privateLink.consumer.phase", phase))
                  .one("VPCEndpoint", "cloister-consumer")
                  .at("/spec/privateDNSEnabled")
                  .asBoolean())
          .isEqualTo(phase.equals("active"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          closed-network       | aws.region                                   |              | aws.region is missing
          closed-network       | aws.accountId                                |              | aws.accountId is missing
          minimal              | roles.chat.arn                               |              | roles.chat.arn is missing
          closed-network       | roles.chat.arn                               | arn:aws:iam::111122223333:role/a | take one of the two
          closed-network       | roles.mode                                   | none         | roles.mode is none
          existing-vpc         | roles.permissionsBoundary.arn                |              | roles.permissionsBoundary.arn is missing
          existing-vpc         | roles.permissionsBoundary.mode               | none         | take one of the two
          closed-network       | cluster.oidcIssuer                           |              | cluster.oidcIssuer is missing
          pod-identity         | cluster.name                                 |              | cluster.name is missing
          pod-identity         | cluster.oidcProvider                         | create       | take one of the two
          pod-identity         | models.foundation                            | null         | no model would answer
          minimal              | endpoints.mode                               | create       | no model would answer
          cross-account        | models.profiles[0].id                        | eu.amazon.nova-pro-v1:0 | has an id and an arn
          closed-network       | models.guardrail.arn                         |              | models.guardrail.arn is missing
          cross-account-models | crossAccount.provide.trustedRoleArns         | null         | crossAccount.provide.trustedRoleArns is missing
          cross-account-models | crossAccount.provide.externalId              |              | crossAccount.provide.externalId is missing
          cross-account-models | models.profiles                              | null         | would have no right
          minimal              | key.arn                                      |              | key.arn is missing
          minimal              | key.mode                                     | create       | take one of the two
          pod-identity         | key.administrators[0]                        | arn:aws:iam::111122223333:role/a | endpoints.administrators is missing
          closed-network       | vpc.id                                       |              | vpc.id is missing: the bucket
          existing-vpc         | vpc.id                                       |              | vpc.id is missing: endpoints
          closed-network       | vpc.subnetIds                                | null         | vpc.subnetIds is missing
          closed-network       | vpc.routeTableIds                            | null         | vpc.routeTableIds is missing
          closed-network       | endpoints.existing.sqz                       | vpce-0       | which nothing here needs
          existing-vpc         | endpoints.securityGroup.ids                  | null         | endpoints.securityGroup.ids is missing
          closed-network       | endpoints.securityGroup.clientCidrs          | null         | nobody could use the endpoints
          closed-network       | endpoints.securityGroup.clientCidrs[0]       | 0.0.0.0/0    | which is everybody
          closed-network       | karpenter.instanceProfile.name               |              | karpenter.instanceProfile.name is missing
          closed-network       | karpenter.amiAlias                           |              | what nodes start from
          existing-vpc         | karpenter.gpuPool.enabled                    | true         | karpenter.gpuPool.amiIds is missing
          closed-network       | karpenter.discoveryTags                      | null         | karpenter.discoveryTags is missing
          closed-network       | karpenter.pool.terminationGraceSeconds       | 300          | would cut answers off
          privatelink-provider | privateLink.provider.loadBalancerArn         |              | privateLink.provider.loadBalancerArn is missing
          privatelink-provider | privateLink.provider.allowedPrincipals       | null         | privateLink.provider.allowedPrincipals is missing
          privatelink-provider | privateLink.provider.allowedPrincipals[0]    | *            | which is every account
          privatelink-consumer | privateLink.consumer.serviceName             |              | privateLink.consumer.serviceName is missing
          privatelink-consumer | privateLink.consumer.clientCidrs             | null         | nobody could use the endpoint
          privatelink-consumer | privateLink.consumer.clientCidrs[0]          | 0.0.0.0/0    | which is everybody
          privatelink-consumer | vpc.id                                       |              | the endpoint of privateLink.consumer
          privatelink-consumer | vpc.subnetIds                                | null         | needs one subnet for each zone
          closed-network       | aws.region                                   | Frankfurt    | region
          closed-network       | install                                      | half         | install
          """)
  void whatCannotWorkIsSaid(String scenario, String value, String to, String says) {
    Map<String, Object> change = new HashMap<>();
    change.put(value, to == null ? "" : to);
    assertThatThrownBy(() -> CHART.render(scenario, change)).hasMessageContaining(says);
  }

  /** AWS refuses a policy that is too long, long after Helm has said yes. */
  @Test
  void tooManyModelsAreRefused() {
    Map<String, Object> many = new HashMap<>();
    for (int i = 1; i < 120; i++) {
      many.put("models.foundation[" + i + "]", "amazon.a-model-with-a-long-name-v" + i);
    }
    assertThatThrownBy(() -> CHART.render("pod-identity", many))
        .hasMessageContaining("name fewer models or regions");
  }
}

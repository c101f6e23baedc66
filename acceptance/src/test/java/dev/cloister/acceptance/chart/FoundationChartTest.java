package dev.cloister.acceptance.chart;

import static dev.cloister.acceptance.chart.Foundation.CHART;
import static dev.cloister.acceptance.chart.Foundation.services;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart makes, and that its objects find each other. */
class FoundationChartTest {

  private static final Schemas SCHEMAS = new Schemas();

  /** The kind that a reference by name is to. */
  private static final Map<String, String> REFERENCES =
      Map.of(
          "policyRefs", "Policy",
          "permissionsBoundaryRef", "Policy",
          "roleRef", "Role",
          "hostedZoneRef", "HostedZone",
          "securityGroupRefs", "SecurityGroup",
          "kmsMasterKeyRef", "Key",
          "targetKeyRef", "Key");

  @Test
  void helmHasNothingToSay() {
    var lint = CHART.helm().lint().strict().call();
    assertThat(lint.getMessages()).noneMatch(m -> m.contains("[ERROR]") || m.contains("[WARNING]"));
  }

  @ParameterizedTest
  @MethodSource("dev.cloister.acceptance.chart.Foundation#scenarios")
  void anApiServerWouldTakeEveryObject(String scenario) {
    var manifests = CHART.render(scenario);
    assertThat(manifests.objects()).isNotEmpty();
    assertThat(SCHEMAS.complaints(manifests.objects())).isEmpty();
    assertThat(manifests.titles()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("dev.cloister.acceptance.chart.Foundation#scenarios")
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
  @MethodSource("dev.cloister.acceptance.chart.Foundation#scenarios")
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
            "bedrock",
            "bedrock-runtime",
            "dynamodb",
            "elasticloadbalancing",
            "kms",
            "route53",
            "sqs");
  }

  /** EC2 refuses a group whose description has any other character. */
  @ParameterizedTest
  @MethodSource("dev.cloister.acceptance.chart.Foundation#scenarios")
  void groupsAreDescribedInCharactersThatEc2Takes(String scenario) {
    for (JsonNode group : CHART.render(scenario).of("SecurityGroup").toList()) {
      assertThat(group.findValuesAsText("description"))
          .allMatch(words -> words.matches("[a-zA-Z0-9. _:/()#,@\\[\\]+=&;{}!$*-]{1,255}"));
    }
  }

  /** Who is not named cannot ask for a connection, and nobody has one by asking. */
  @Test
  void theProviderOffersItsLoadBalancerToWhomItNames() {
    JsonNode service =
        CHART
            .render("privatelink-provider")
            .one("VPCEndpointServiceConfiguration", "cloister-provider")
            .path("spec");

    assertThat(service.path("acceptanceRequired").asBoolean()).isTrue();
    assertThat(Statement.texts(service.path("allowedPrincipals")))
        .containsExactly("arn:aws:iam::444455556666:root");
    assertThat(Statement.texts(service.path("networkLoadBalancerARNs")))
        .containsExactly(
            "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/net/cloister/0123456789abcdef");
    assertThat(service.path("privateDNSName").asText()).isEqualTo("chat.corp.example");
    assertThat(Statement.texts(service.path("supportedRegions")))
        .as("its own as well, which ACK would take away")
        .containsExactlyInAnyOrder("eu-central-1", "eu-west-1");
  }

  /** Without it AWS looks for the service in the VPC's own region. */
  @Test
  void aProviderOfAnotherRegionIsAskedThere() {
    Map<String, String> elsewhere =
        Map.of("aws.region", "eu-west-1", "privateLink.consumer.serviceRegion", "eu-central-1");
    assertThat(
            CHART
                .render("privatelink-consumer", elsewhere)
                .one("VPCEndpoint", "cloister-consumer")
                .at("/spec/serviceRegion")
                .asText())
        .isEqualTo("eu-central-1");
    assertThat(
            CHART
                .render("privatelink-consumer")
                .one("VPCEndpoint", "cloister-consumer")
                .path("spec")
                .has("serviceRegion"))
        .isFalse();
  }

  @Test
  void aSecurityGroupOfYoursGuardsTheConsumersEndpoint() {
    String group = "privateLink.consumer.securityGroup.";
    var manifests =
        CHART.render(
            "privatelink-consumer",
            Map.of(
                group + "mode",
                "existing",
                group + "ids[0]",
                "sg-0123",
                group + "clientCidrs",
                "null"));

    JsonNode endpoint = manifests.one("VPCEndpoint", "cloister-consumer").path("spec");
    assertThat(endpoint.at("/securityGroupIDs/0").asText()).isEqualTo("sg-0123");
    assertThat(endpoint.has("securityGroupRefs")).isFalse();
    assertThat(manifests.of("SecurityGroup")).isEmpty();
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
}

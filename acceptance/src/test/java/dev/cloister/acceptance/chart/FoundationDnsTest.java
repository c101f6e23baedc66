package dev.cloister.acceptance.chart;

import static dev.cloister.acceptance.chart.Foundation.CHART;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How people outside the VPC find the one name. */
class FoundationDnsTest {

  @Test
  void theZoneIsPrivateAndAnswersInEachVpc() {
    JsonNode zone = spec("closed-network", "HostedZone", "cloister-zone");

    assertThat(zone.path("name").asText()).isEqualTo("corp.example.");
    assertThat(zone.at("/hostedZoneConfig/privateZone").asBoolean()).isTrue();
    assertThat(zone.path("vpcs").findValuesAsText("vpcID")).containsExactly("vpc-0a", "vpc-0b");
    assertThat(zone.path("vpcs").findValuesAsText("vpcRegion"))
        .containsExactly("eu-central-1", "eu-west-1");
  }

  @Test
  void theNameIsTheLoadBalancers() {
    JsonNode made = spec("closed-network", "RecordSet", "cloister-record");
    JsonNode inYours = spec("existing-vpc", "RecordSet", "cloister-record");

    assertThat(made.path("name").asText()).isEqualTo("chat.corp.example.");
    assertThat(made.at("/aliasTarget/dnsName").asText())
        .isEqualTo("internal-k8s-cloister-0a.eu-central-1.elb.amazonaws.com");
    assertThat(made.at("/hostedZoneRef/from/name").asText()).isEqualTo("cloister-zone");
    assertThat(inYours.path("hostedZoneID").asText()).isEqualTo("Z0123456789ABCDEFGHIJ");
    assertThat(CHART.render("existing-vpc").titles()).doesNotContain("HostedZone/cloister-zone");
  }

  @Test
  void nameServersOfTheCompanyAskByUdpAndTcpAndNobodyElseDoes() {
    JsonNode resolver = spec("closed-network", "ResolverEndpoint", "cloister-resolver");
    JsonNode rules = spec("closed-network", "SecurityGroup", "cloister-resolver");

    assertThat(resolver.path("direction").asText()).isEqualTo("INBOUND");
    assertThat(resolver.path("ipAddresses").findValuesAsText("subnetID"))
        .containsExactly("subnet-0a", "subnet-0b");
    assertThat(resolver.at("/securityGroupRefs/0/from/name").asText())
        .isEqualTo("cloister-resolver");
    var allowed = new ArrayList<String>();
    for (JsonNode rule : rules.path("ingressRules")) {
      assertThat(rule.path("fromPort").asInt()).isEqualTo(53);
      assertThat(rule.path("toPort").asInt()).isEqualTo(53);
      allowed.add(rule.path("ipProtocol").asText() + " " + rule.at("/ipRanges/0/cidrIP").asText());
      assertThat(rule.path("ipRanges")).hasSize(1);
    }
    assertThat(allowed).containsExactly("udp 10.200.0.0/16", "tcp 10.200.0.0/16");
  }

  @Test
  void aSecurityGroupOfYoursIsTakenAndNoneIsMade() {
    var manifests =
        CHART.render(
            "closed-network",
            Map.of(
                "dns.resolver.securityGroup.mode", "existing",
                "dns.resolver.securityGroup.ids[0]", "sg-0123",
                "dns.resolver.securityGroup.clientCidrs", "null"));

    JsonNode resolver = manifests.one("ResolverEndpoint", "cloister-resolver").path("spec");
    assertThat(resolver.at("/securityGroupIDs/0").asText()).isEqualTo("sg-0123");
    assertThat(resolver.has("securityGroupRefs")).isFalse();
    assertThat(manifests.titles()).doesNotContain("SecurityGroup/cloister-resolver");
  }

  /** Controllers that are pods have no other way to Route 53; EKS runs them outside of the VPC. */
  @Test
  void controllersThatArePodsHaveTheirEndpoints() {
    assertThat(Foundation.services(CHART.render("closed-network", Map.of("ack.runBy", "cluster"))))
        .contains("route53", "route53resolver");
    assertThat(services("existing-vpc")).contains("route53").doesNotContain("route53resolver");
    assertThat(
            Foundation.services(
                CHART.render("closed-network", Map.of("endpoints.features.route53", "false"))))
        .doesNotContain("route53", "route53resolver");
  }

  /** AWS offers it there alone, to VPCs of every region. */
  @Test
  void theEndpointOfRoute53IsOfItsOneRegion() {
    String region = "serviceRegion";
    assertThat(spec("closed-network", "VPCEndpoint", "cloister-route53").path(region).asText())
        .isEqualTo("us-east-1");
    assertThat(
            CHART
                .render("closed-network")
                .of("VPCEndpoint")
                .filter(endpoint -> endpoint.path("spec").has(region)))
        .hasSize(1);
    assertThat(
            CHART
                .render("closed-network", Map.of("aws.region", "us-east-1"))
                .of("VPCEndpoint")
                .filter(endpoint -> endpoint.path("spec").has(region)))
        .isEmpty();
  }

  /** An endpoint without private DNS is found by a zone of its name, in every VPC that asks. */
  @Test
  void endpointsWithoutPrivateDnsHaveZones() {
    JsonNode zone =
        spec("existing-vpc", "HostedZone", "cloister-dkr-ecr-eu-central-1-amazonaws-com");
    JsonNode apex =
        spec("existing-vpc", "RecordSet", "cloister-dkr-ecr-eu-central-1-amazonaws-com");
    JsonNode accounts =
        spec("existing-vpc", "RecordSet", "cloister-dkr-ecr-eu-central-1-amazonaws-com-all");

    assertThat(zone.path("name").asText()).isEqualTo("dkr.ecr.eu-central-1.amazonaws.com.");
    assertThat(zone.at("/hostedZoneConfig/privateZone").asBoolean()).isTrue();
    assertThat(zone.path("vpcs").findValuesAsText("vpcID")).containsExactly("vpc-0a", "vpc-0b");
    assertThat(apex.path("name").asText()).isEqualTo("dkr.ecr.eu-central-1.amazonaws.com.");
    assertThat(accounts.path("name").asText()).isEqualTo("*.dkr.ecr.eu-central-1.amazonaws.com.");
    for (JsonNode record : List.of(apex, accounts)) {
      assertThat(record.at("/hostedZoneRef/from/name").asText())
          .isEqualTo("cloister-dkr-ecr-eu-central-1-amazonaws-com");
      assertThat(record.at("/aliasTarget/dnsName").asText())
          .isEqualTo("vpce-0ecrd-abcd.dkr.ecr.eu-central-1.vpce.amazonaws.com");
      assertThat(record.at("/aliasTarget/hostedZoneID").asText()).isEqualTo("Z273ZU8SZ5RJPC");
    }
  }

  /** Models of another region: Bedrock is asked there, STS is not. */
  @Test
  void endpointsOfAnotherRegionAreFoundByTheirZones() {
    for (String service : List.of("bedrock", "bedrock-runtime")) {
      String name = service + ".us-east-1.amazonaws.com";
      JsonNode zone = spec("cross-account", "HostedZone", "cloister-" + name.replace('.', '-'));
      JsonNode record = spec("cross-account", "RecordSet", "cloister-" + name.replace('.', '-'));

      assertThat(zone.path("name").asText()).isEqualTo(name + ".");
      assertThat(zone.path("vpcs").findValuesAsText("vpcRegion")).containsExactly("eu-central-1");
      assertThat(record.at("/aliasTarget/dnsName").asText())
          .endsWith("." + service + ".us-east-1.vpce.amazonaws.com");
    }
    assertThat(services("cross-account")).contains("sts", "route53");
  }

  @Test
  void nothingOfItIsMadeFromOutside() {
    var outside = CHART.render("closed-network", Map.of("install", "outside"));

    for (String kind : List.of("HostedZone", "RecordSet", "ResolverEndpoint")) {
      assertThat(outside.of(kind)).as(kind).isEmpty();
    }
  }

  private static JsonNode spec(String scenario, String kind, String name) {
    return CHART.render(scenario).one(kind, name).path("spec");
  }

  private static List<String> services(String scenario) {
    return CHART
        .render(scenario)
        .of("VPCEndpoint")
        .map(e -> e.at("/spec/serviceName").asText().replaceFirst(".*\\.", ""))
        .toList();
  }
}

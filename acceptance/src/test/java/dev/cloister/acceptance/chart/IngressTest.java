package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the load balancer controller is told. */
class IngressTest {

  private static final Chart CHART = Chart.named("cloister");

  static Iterable<String> scenarios() {
    return CHART.scenarios();
  }

  /** Whatever the way to install it: inside, by TLS 1.3, and for those who are named. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void theLoadBalancerIsInsideAndForSomeOnly(String scenario) {
    CHART
        .render(scenario)
        .of("Ingress")
        .map(IngressTest::annotations)
        .forEach(
            told -> {
              assertThat(told)
                  .containsEntry("scheme", "internal")
                  .containsEntry("target-type", "ip")
                  .containsEntry("listen-ports", "[{\"HTTPS\":443}]")
                  .containsEntry("ssl-policy", "ELBSecurityPolicy-TLS13-1-2-2021-06")
                  .containsEntry("healthcheck-path", "/q/health/ready")
                  .containsEntry("healthcheck-port", "9000")
                  .containsKey("certificate-arn")
                  .containsAnyOf(
                      Map.entry("inbound-cidrs", "10.0.0.0/8"),
                      Map.entry("inbound-cidrs", "10.0.0.0/20"),
                      Map.entry("security-group-prefix-lists", "pl-a3a144ca"),
                      Map.entry("security-groups", "sg-0123"));
            });
  }

  @Test
  void prefixListsAndGroupsTakeThePlaceOfNetworks() {
    assertThat(told("cloudfront", Map.of()))
        .containsEntry("security-group-prefix-lists", "pl-a3a144ca")
        .doesNotContainKeys("inbound-cidrs", "security-groups");
    // Without it the pods' own group has to know that of the load balancer.
    assertThat(told("existing-vpc", Map.of()))
        .containsEntry("security-groups", "sg-0123")
        .containsEntry("manage-backend-security-group-rules", "true")
        .containsEntry("subnets", "subnet-0a,subnet-0b")
        .doesNotContainKeys("inbound-cidrs", "security-group-prefix-lists");
  }

  @Test
  void requestsAreLoggedToABucketWhereThatIsGiven() {
    assertThat(told("closed-network", Map.of()).get("load-balancer-attributes"))
        .contains(
            "access_logs.s3.enabled=true",
            "access_logs.s3.bucket=corp-alb-logs",
            "access_logs.s3.prefix=cloister");
    assertThat(told("minimal", Map.of()).get("load-balancer-attributes"))
        .doesNotContain("access_logs")
        .contains("deletion_protection.enabled=true");
  }

  /** A web ACL by the controller, in a cluster that reaches WAF; from outside elsewhere. */
  @Test
  void aWebAclMayBeNamed() {
    String acl = "arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/a/b";
    assertThat(
            told(
                "minimal",
                Map.of("ingress.annotations.alb\\.ingress\\.kubernetes\\.io/wafv2-acl-arn", acl)))
        .containsEntry("wafv2-acl-arn", acl);
  }

  /**
   * The network load balancer asks the other one by its address, and that one knows its host's name
   * only: 404 says that it is there.
   */
  @Test
  void theNetworkLoadBalancerFindsTheOtherOneHealthy() {
    assertThat(told("privatelink-provider", Map.of()))
        .containsEntry("enable-frontend-nlb", "true")
        .containsEntry("frontend-nlb-scheme", "internal")
        .containsEntry("frontend-nlb-subnets", "subnet-0a,subnet-0b")
        .containsEntry("frontend-nlb-security-groups", "sg-0456")
        .containsEntry("frontend-nlb-healthcheck-protocol", "HTTPS")
        .containsEntry("frontend-nlb-healthcheck-success-codes", "200,404");
    assertThat(
            told(
                "privatelink-provider",
                Map.of(
                    "ingress.host", "",
                    "ingress.certificateArn", "",
                    "unsafe.allow[0]", "plain-http",
                    "ingress.frontendNlb.successCodes", "200-499")))
        .containsEntry("listen-ports", "[{\"HTTP\":80}]")
        .containsEntry("frontend-nlb-healthcheck-protocol", "HTTP")
        .containsEntry("frontend-nlb-healthcheck-success-codes", "200-499")
        .doesNotContainKey("certificate-arn");
    assertThat(told("minimal", Map.of()).keySet()).noneMatch(name -> name.contains("frontend-nlb"));
  }

  private static Map<String, String> told(String scenario, Map<String, ?> more) {
    return annotations(CHART.render(scenario, more).one("Ingress", "cloister"));
  }

  /** Without what all their names begin with. */
  private static Map<String, String> annotations(JsonNode ingress) {
    Map<String, String> annotations = new HashMap<>();
    ingress
        .at("/metadata/annotations")
        .properties()
        .forEach(
            a ->
                annotations.put(
                    a.getKey().replace("alb.ingress.kubernetes.io/", ""), a.getValue().asText()));
    return annotations;
  }
}

package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot work, or is open where it should not be, is refused with a sentence. */
class CloisterGuardsTest {

  private static final Chart CHART = Chart.named("cloister");

  /** A guard's, with the places of what it names. */
  private static final Pattern SENTENCE =
      Pattern.compile("\\bfail \\(?(?:printf )?\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final String CASES =
      """
      minimal        | aws.region                                              |                              | aws.region is missing
      minimal        | image.registry                                          |                              | image.registry is missing
      minimal        | stores.contentBucket                                    |                              | stores.contentBucket is missing
      minimal        | networkPolicy.gatewayCidrs                              | null                         | networkPolicy.gatewayCidrs is missing
      minimal        | identity.issuer                                         |                              | identity.issuer is missing
      minimal        | cluster.issuer                                          |                              | cluster.issuer is missing
      minimal        | chat.serviceAccount.roleArn                             |                              | chat.serviceAccount.roleArn is missing
      minimal        | workloadIdentity.mode                                   | pod-identity                 | take one of the two
      minimal        | ingress.host                                            |                              | give both or neither
      minimal        | ingress.certificateArn                                  |                              | give both or neither
      minimal        | networkPolicy.endpointCidrs                             | null                         | networkPolicy.endpointCidrs is missing
      minimal        | networkPolicy.loadBalancerCidrs                         | null                         | networkPolicy.loadBalancerCidrs is missing
      minimal        | streams.url                                             | rediss://valkey.example:6379 | streams.cidrs is missing
      minimal        | originVerify.enabled                                    | true                         | originVerify.enabled needs the values
      minimal        | externalSecrets.enabled                                 | true                         | externalSecrets.store.name is missing
      minimal        | chat.replica                                            | 3                            | replica
      minimal        | aws.region                                              | Frankfurt                    | region
      minimal        | chat.image.digest                                       | latest                       | digest
      minimal        | cluster.apiServerCidrs                                  | null                         | cluster.apiServerCidrs is missing
      keycloak       | identity.keys.configMap                                 |                              | identity.keys is missing
      keycloak       | cluster.keys.configMap                                  | a                            | cluster.keys: give configMap or inline, not both
      keycloak       | identity.keys.inline                                    | {}                           | identity.keys: give configMap or inline, not both
      closed-network | chat.autoscaling.maxReplicas                            | 2                            | chat.autoscaling.maxReplicas is below minReplicas
      port-forward   | ingress.enabled                                         | true                         | tokens would cross the network in the clear
      closed-network | externalSecrets.pageTokenKey.key                        |                              | externalSecrets.pageTokenKey.key is missing
      minimal        | ingress.inboundCidrs                                    | null                         | ingress.inboundCidrs is missing
      minimal        | ingress.inboundCidrs[0]                                 | 0.0.0.0/0                    | 0.0.0.0/0, which is everybody
      minimal        | ingress.inboundCidrs[0]                                 | ::/0                         | ::/0, which is everybody
      minimal        | networkPolicy.endpointCidrs[0]                          | 0.0.0.0/0                    | 0.0.0.0/0, which is everybody
      minimal        | networkPolicy.loadBalancerCidrs[0]                      | ::/0                         | ::/0, which is everybody
      existing-vpc   | ingress.inboundCidrs[0]                                 | 10.0.0.0/8                   | ingress.securityGroups stands beside ingress.inboundCidrs
      minimal        | identity.web.signIn                                     | cognito-api                  | identity.issuer is no user pool
      cognito        | identity.web.clientId                                   | cloister-web                 | is no app client of a user pool
      cognito        | identity.audienceClaim                                  | aud                          | name the app client in client_id
      minimal        | identity.web.gaia.userPoolId                            | eu-central-1_Example         | identity.web.gaia.domain is missing
      port-forward   | identity.web.gaia.userPoolId & identity.web.gaia.domain | eu-central-1_Example & a.example | identity.web.gaia.redirects is missing
      minimal        | ingress.annotations.alb\\.ingress\\.kubernetes\\.io/scheme | internet-facing              | ingress.annotations has alb.ingress.kubernetes.io/scheme
      minimal        | streams.pods.podLabels.app                              | valkey                       | streams.pods needs namespaceLabels and podLabels
      minimal        | networkPolicy.issuerPods.namespaceLabels.name           | identity                     | networkPolicy.issuerPods needs namespaceLabels and podLabels
      minimal        | chat.drainSeconds                                       | 3556                         | Make it 3555 or less
      minimal        | monitoring.serviceMonitor.enabled                       | true                         | with monitoring.serviceMonitor.enabled somebody reads metrics
      minimal        | chat.autoscaling.enabled & chat.autoscaling.openStreams | true & 100                   | chat.autoscaling.openStreams is told by metrics
      minimal        | history.autoscaling.openStreams                         | 100                          | history.autoscaling.openStreams: chat-service alone has streams
      minimal        | feedback.autoscaling.openStreams                        | 100                          | feedback.autoscaling.openStreams: chat-service alone has streams
      pod-identity   | workloadIdentity.mode                                   | none                         | workloadIdentity.mode none gives pods no role
      minimal        | models.allowed                                          | null                         | models.allowed is missing
      minimal        | identity.issuer                                         | http://keycloak.corp.example/realms/staff | identity.issuer is http://keycloak
      closed-network | streams.url                                             | redis://valkey.example:6379  | streams.url is redis://valkey
      existing-vpc   | aws.endpoints.dynamodb                                  | http://dynamodb.corp.example | aws.endpoints.dynamodb is http://
      minimal        | models.guardrail.version                                | 3                            | models.guardrail.id is missing
      minimal        | models.role.externalId                                  | x                            | models.role.arn is missing
      cognito        | identity.audience                                       | cloister                     | let that in, too
      minimal        | ingress.inboundCidrs[0]                                 | 0.0.0.0/1                    | 0.0.0.0/1, which is everybody or nearly
      minimal        | ingress.inboundCidrs[0]                                 | 10.0.0.300/24                | pattern
      minimal        | history.enabled                                         | false                        | chat-service stores every question
      minimal        | pods.labels.app\\.kubernetes\\.io/name                  | mine                         | pods.labels has app.kubernetes.io/name
      minimal        | pods.annotations.checksum/settings                      | mine                         | pods.annotations has checksum/settings
      minimal        | chat.settings.cloister\\.drain\\.timeout                | 20m                          | set chat.drainSeconds instead
      minimal        | feedback.settings.quarkus\\.http\\.idle-timeout         | 5m                           | set ingress.idleTimeoutSeconds instead
      pod-identity   | history.serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn | a                            | set history.serviceAccount.roleArn instead
      minimal        | history.drainSeconds                                    | 3556                         | Make it 3555 or less
      minimal        | chat.enabled & history.enabled & feedback.enabled       | false & false & false        | there is nothing to lead to
      closed-network | streams.url                                             | rediss://valkey.example:6380 | streams.url is at port 6380
      minimal        | identity.issuer                                         | https://keycloak.corp.example:8443/realms/staff | set networkPolicy.issuerPort
      closed-network | streams.url                                             | rediss://user:secret@valkey.example:6379 | streams.url has a password in it
      existing-vpc   | aws.endpoints.s3                                        | https://vpce-0123-abcd.s3.eu-central-1.vpce.amazonaws.com | only behind bucket
      minimal        | externalSecrets.pageTokenKey.key                        | cloister/page-token          | externalSecrets.enabled is off
      minimal        | ingress.sslPolicy                                       | ELBSecurityPolicy-2016-08    | pattern
      minimal        | ingress.host                                            | https://chat.corp.example    | pattern
      minimal        | chat.autoscaling.minReplicas                            | 0                            | minReplicas
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = CASES)
  void whatCannotWorkIsSaid(String scenario, String value, String to, String says) {
    assertThatThrownBy(() -> CHART.render(scenario, change(value, to))).hasMessageContaining(says);
  }

  /** Whoever adds a guard adds a case. */
  @Test
  void everyGuardHasACase() throws IOException {
    List<String> said = new ArrayList<>();
    for (String line : CASES.lines().toList()) {
      String[] cells = line.split("\\|");
      try {
        CHART.render(cells[0].strip(), change(cells[1].strip(), cells[2].strip()));
      } catch (IllegalStateException e) {
        said.add(e.getMessage());
      }
    }
    String guards = Files.readString(CHART.folder().resolve("templates/guards.yaml"));
    List<Pattern> sentences =
        SENTENCE
            .matcher(guards)
            .results()
            .map(r -> r.group(1).replace("\\\"", "\""))
            .map(sentence -> Pattern.compile(("\\Q" + sentence + "\\E").replace("%s", "\\E.+\\Q")))
            .toList();

    assertThat(sentences).hasSizeGreaterThan(20);
    assertThat(guards.split("\\bfail \\(?")).hasSize(sentences.size() + 1);
    assertThat(sentences)
        .allSatisfy(s -> assertThat(said).as(s.pattern()).anyMatch(m -> s.matcher(m).find()));
  }

  private static Map<String, Object> change(String value, String to) {
    String[] values = value.split(" & ");
    String[] tos = (to == null ? "" : to).split(" & ");
    Map<String, Object> change = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      change.put(values[i], tos[i]);
    }
    return change;
  }

  /** The cluster changes its keys every few days, so the service that needs them asks for them. */
  @Test
  void historyServiceAloneFetchesTheClustersKeysFromTheApiServer() {
    var manifests = CHART.render("minimal");
    for (String service : List.of("chat-service", "history-service", "feedback-service")) {
      boolean history = service.equals("history-service");
      assertThat(manifests.one("NetworkPolicy", service).findValuesAsText("cidr"))
          .satisfies(cidrs -> assertThat(cidrs.contains("10.100.0.1/32")).isEqualTo(history));
      String pod = manifests.one("Deployment", service).toString();
      assertThat(pod.contains("kube-root-ca.crt")).isEqualTo(history);
      String settings = manifests.one("ConfigMap", service).toString();
      assertThat(
              settings.contains(
                  "cloister.identity.workload.keys-token-file=/var/run/secrets/cluster/token"))
          .isEqualTo(history);
    }
  }

  @Test
  void mountedKeysOrTheClustersIssuerMayTakeItsPlace() {
    var mounted =
        CHART.render(
            "minimal", Map.of("cluster.apiServerCidrs", "null", "cluster.keys.configMap", "mine"));
    assertThat(mounted.one("ConfigMap", "history-service").toString())
        .contains("keys-file=/etc/cloister/cluster-keys/jwks.json")
        .doesNotContain("keys-token-file");
    var issuer =
        CHART.render(
            "minimal",
            Map.of("cluster.apiServerCidrs", "null", "cluster.issuerCidrs[0]", "172.20.0.1/32"));
    assertThat(issuer.one("NetworkPolicy", "history-service").findValuesAsText("cidr"))
        .contains("172.20.0.1/32");
    assertThat(issuer.one("ConfigMap", "history-service").toString())
        .contains("quarkus.oidc.workload.auth-server-url=https://oidc.eks")
        .doesNotContain("keys-token-file");
    var open =
        CHART.render(
            "minimal", Map.of("cluster.apiServerCidrs", "null", "networkPolicy.enabled", false));
    assertThat(open.of("NetworkPolicy")).isEmpty();
  }

  /** AWS refuses a longer delay, and the controller would say so in its log alone. */
  @Test
  void thePatienceOfALoadBalancerIsUsedUp() {
    assertThat(
            CHART
                .render("minimal", Map.of("chat.drainSeconds", 3555))
                .one("Ingress", "cloister")
                .at("/metadata/annotations")
                .toString())
        .contains("deregistration_delay.timeout_seconds=3600");
    assertThat(
            CHART
                .render("minimal", Map.of("history.drainSeconds", 1800))
                .one("Ingress", "cloister")
                .at("/metadata/annotations")
                .toString())
        .as("that of the slowest service")
        .contains("deregistration_delay.timeout_seconds=1845");
    assertThat(
            CHART
                .render("port-forward", Map.of("chat.drainSeconds", 3600))
                .one("Deployment", "chat-service")
                .at("/spec/template/spec/terminationGracePeriodSeconds")
                .asInt())
        .isEqualTo(3645);
  }

  /** Twice the same annotation, and whichever is last would hold. */
  @Test
  void annotationsOfTheChartAreNotSetTwice() {
    Set<String> own = new TreeSet<>();
    for (String scenario : CHART.scenarios()) {
      CHART
          .render(scenario)
          .of("Ingress")
          .forEach(i -> i.at("/metadata/annotations").fieldNames().forEachRemaining(own::add));
    }
    assertThat(own).hasSizeGreaterThan(20);
    for (String annotation : own) {
      String value = "ingress.annotations." + annotation.replace(".", "\\.");
      assertThatThrownBy(() -> CHART.render("minimal", Map.of(value, "x")))
          .hasMessageContaining("ingress.annotations has " + annotation);
    }
  }

  @Test
  void otherAnnotationsGoToTheIngress() {
    String name = "alb.ingress.kubernetes.io/tags";
    var ingress =
        CHART
            .render("minimal", Map.of("ingress.annotations." + name.replace(".", "\\."), "a=b"))
            .one("Ingress", "cloister");
    assertThat(ingress.at("/metadata/annotations").path(name).asText()).isEqualTo("a=b");
  }
}

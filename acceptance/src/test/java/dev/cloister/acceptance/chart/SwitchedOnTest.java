package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is off in the least that one can install, and has to be there where it is switched on. */
class SwitchedOnTest {

  private static final Chart CHART = Chart.named("cloister");

  @Test
  void theAutoscalerSaysHowManyPodsThereAre() {
    var manifests = CHART.render("closed-network");
    JsonNode scaler = manifests.one("HorizontalPodAutoscaler", "chat-service").path("spec");
    assertThat(scaler.path("scaleTargetRef").toString())
        .isEqualTo(
            "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"name\":\"chat-service\"}");
    assertThat(scaler.path("minReplicas").asInt()).isEqualTo(3);
    assertThat(scaler.path("maxReplicas").asInt()).isEqualTo(12);
    assertThat(scaler.at("/metrics/0/resource/target/averageUtilization").asInt()).isEqualTo(70);
    assertThat(scaler.at("/metrics/1/pods/metric/name").asText())
        .isEqualTo("cloister_streams_open");
    assertThat(scaler.at("/metrics/1/pods/target/averageValue").asText()).isEqualTo("1500");
    // A pod that goes has answers to finish: one at a time, and not for a dip.
    assertThat(scaler.at("/behavior/scaleDown/policies").toString())
        .isEqualTo("[{\"type\":\"Pods\",\"value\":1,\"periodSeconds\":120}]");
    assertThat(manifests.of("HorizontalPodAutoscaler")).hasSize(1);
    assertThat(manifests.one("Deployment", "chat-service").path("spec").has("replicas")).isFalse();
    assertThat(manifests.one("Deployment", "history-service").path("spec").has("replicas"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "history", "feedback"})
  void everyServiceMayBeScaled(String key) {
    assertThat(CHART.render("minimal", Map.of(key + ".autoscaling.enabled", true)).titles())
        .contains("HorizontalPodAutoscaler/" + key + "-service");
  }

  @Test
  void metricsOfEveryServiceAreRead() {
    var manifests = CHART.render("closed-network");
    JsonNode monitor = manifests.one("ServiceMonitor", "cloister").path("spec");
    assertThat(monitor.at("/endpoints/0/path").asText()).isEqualTo("/q/metrics");
    List<JsonNode> services = manifests.of("Service").toList();
    assertThat(services).hasSize(3);
    for (JsonNode service : services) {
      assertThat(service.at("/metadata/labels").properties())
          .containsAll(monitor.at("/selector/matchLabels").properties());
      assertThat(service.at("/spec/ports").findValuesAsText("name"))
          .contains(monitor.at("/endpoints/0/port").asText());
      assertThat(
              manifests
                  .one("NetworkPolicy", Manifests.name(service))
                  .at("/spec/ingress")
                  .toString())
          .contains("{\"kubernetes.io/metadata.name\":\"monitoring\"}");
    }
  }

  /** Grafana's sidecar finds it by its label. */
  @Test
  void theDashboardIsTheFile() throws IOException {
    JsonNode dashboard = CHART.render("closed-network").one("ConfigMap", "cloister-dashboard");
    assertThat(dashboard.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
    assertThat(Chart.YAML.readTree(dashboard.at("/data/cloister.json").asText()))
        .isEqualTo(
            Chart.YAML.readTree(
                Files.readString(CHART.folder().resolve("dashboards/cloister.json"))));
  }

  @Test
  void whatIsOffIsNotThere() {
    assertThat(CHART.render("minimal").objects())
        .extracting(Manifests::kind)
        .doesNotContain("HorizontalPodAutoscaler", "ServiceMonitor", "PrometheusRule");
    assertThat(CHART.render("minimal").titles()).doesNotContain("ConfigMap/cloister-dashboard");
  }

  @Test
  void everyPodHasItsPriority() {
    assertThat(CHART.render("closed-network").pods())
        .hasSizeGreaterThanOrEqualTo(6)
        .allMatch(pod -> pod.at("/spec/priorityClassName").asText().equals("business"));
  }

  @Test
  void karpenterLeavesAloneWhatItIsToldTo() {
    var manifests = CHART.render("closed-network");
    String annotation = "/spec/template/metadata/annotations/karpenter.sh~1do-not-disrupt";
    assertThat(manifests.one("Deployment", "chat-service").at(annotation).asText())
        .isEqualTo("true");
    assertThat(manifests.one("Deployment", "history-service").at(annotation).isMissingNode())
        .isTrue();
  }

  /** A service that does not know the values lets in whoever comes past CloudFront. */
  @ParameterizedTest
  @ValueSource(strings = {"chat-service", "history-service", "feedback-service"})
  void everyServiceKnowsWhatCloudFrontSays(String service) {
    String wanted =
        "{\"name\":\"CLOISTER_ORIGIN_VERIFY_VALUES\",\"valueFrom\":{\"secretKeyRef\":"
            + "{\"name\":\"cloister-origin-verify\",\"key\":\"values\"}}}";
    assertThat(CHART.render("cloudfront").one("Deployment", service).toString()).contains(wanted);
    assertThat(CHART.render("minimal").one("Deployment", service).toString())
        .doesNotContain("CLOISTER_ORIGIN_VERIFY_VALUES");
  }

  @ParameterizedTest
  @CsvSource({
    "identity.tokenIssuer, https://a.example, quarkus.oidc.token.issuer=https://a.example",
    "identity.groupClaims[0], teams, cloister.identity.group-claims=teams",
    "identity.requiredClaims.tid, t-1, quarkus.oidc.token.required-claims.\"tid\"=t-1",
    "identity.adminGroup, chiefs, cloister.identity.admin-group=chiefs",
    "identity.audience, other, quarkus.oidc.token.audience=other",
    "identity.audienceClaim, azp, cloister.identity.audience-claim=azp"
  })
  void whoMayComeInIsTheSameForEveryService(String value, String to, String setting) {
    var manifests = CHART.render("minimal", Map.of(value, to));
    for (String service : List.of("chat-service", "history-service", "feedback-service")) {
      assertThat(settings(manifests, service)).contains(setting);
    }
    assertThat(settings(CHART.render("minimal"), "chat-service")).doesNotContain(setting);
  }

  @ParameterizedTest
  @CsvSource({
    "identity.web.authority, https://a.example, cloister.web.authority=https://a.example",
    "identity.web.connectSources[0], https://b.example, cloister.web.connect-sources=https://b.example",
    "identity.web.clientId, page, cloister.web.client-id=page",
    "models.allowed[0], amazon.nova-pro-v1:0=300000, cloister.models.allowed=amazon.nova-pro-v1:0=300000",
    "models.titleModel, amazon.nova-micro-v1:0, cloister.models.title-model=amazon.nova-micro-v1:0"
  })
  void thePageAndTheModelsAreChatServices(String value, String to, String setting) {
    var manifests = CHART.render("minimal", Map.of(value, to));
    assertThat(settings(manifests, "chat-service")).contains(setting);
    assertThat(settings(manifests, "history-service")).doesNotContain(setting);
    assertThat(settings(CHART.render("minimal"), "chat-service")).doesNotContain(setting);
  }

  /** Helm writes a large number as 1e+06, and a file of properties ends a name at a colon. */
  @Test
  void settingsMeanWhatWasSaid() throws IOException {
    var values =
        Files.createTempFile(Files.createDirectories(Path.of("target")), "values", ".yaml");
    Files.writeString(
        values,
        Files.readString(CHART.scenario("minimal"))
            .replace("  adminGroup:", "  requiredClaims: {'custom:tenant': a=b}\n  adminGroup:")
            .replace(
                "chat:\n",
                """
                chat:
                  settings:
                    cloister.budgets.tokens-per-day: 12345678
                    cloister.drafts.share: 0.25
                    cloister.web.scope: ""
                    cloister.titles: false
                """));
    Properties read = new Properties();
    read.load(new StringReader(String.join("\n", settings(CHART.render(values), "chat-service"))));
    assertThat(read)
        .containsEntry("cloister.budgets.tokens-per-day", "12345678")
        .containsEntry("cloister.drafts.share", "0.25")
        .containsEntry("cloister.web.scope", "")
        .containsEntry("cloister.titles", "false")
        .containsEntry("quarkus.oidc.token.required-claims.\"custom:tenant\"", "a=b");
  }

  @ParameterizedTest
  @CsvSource({
    "image.tag, 1.2.3, /cloister/history-service:1.2.3",
    "history.image.digest, sha256:"
        + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
        + ", /cloister/history-service@sha256:0123456789abcdef",
    "image.pullSecrets[0], mine, '\"imagePullSecrets\":[{\"name\":\"mine\"}]'",
    "pods.labels.team, chat, '\"team\":\"chat\"'",
    "pods.annotations.team, chat, '\"team\":\"chat\"'",
    "pods.tolerations[0].key, mine, '\"tolerations\":[{\"key\":\"mine\"}]'",
    "pods.runtimeClassName, gvisor, '\"runtimeClassName\":\"gvisor\"'",
    "pods.nodeSelector.mine, a, '\"nodeSelector\":{\"mine\":\"a\"}'"
  })
  void whatPodsAreGivenTheyHave(String value, String to, String there) {
    assertThat(podOf(CHART.render("minimal", Map.of(value, to)))).contains(there);
    assertThat(podOf(CHART.render("minimal"))).doesNotContain(there);
  }

  private static String podOf(Manifests manifests) {
    return manifests.one("Deployment", "history-service").at("/spec/template").toString();
  }

  @ParameterizedTest
  @CsvSource({
    "minimal, chat.serviceAccount.annotations.team, platform, ServiceAccount, chat-service",
    "closed-network, monitoring.serviceMonitor.labels.team, platform, ServiceMonitor, cloister",
    "closed-network, monitoring.rules.labels.team, platform, PrometheusRule, cloister",
    "closed-network, monitoring.dashboard.labels.team, platform, ConfigMap, cloister-dashboard",
    "minimal, networkPolicy.dns.cidrs[0], 169.254.20.10/32, NetworkPolicy, history-service",
    "minimal, preflight.privateHosts[0], keycloak.corp.example, Job, chat-service-preflight",
    "minimal, pageTokens.existingSecret, our-page-token, Deployment, history-service",
    "minimal, preflight.unlistedModel, amazon.titan-x, Job, chat-service-preflight"
  })
  void whatIsSaidIsFoundThere(String scenario, String value, String to, String kind, String name) {
    assertThat(CHART.render(scenario, Map.of(value, to)).one(kind, name).toString()).contains(to);
    assertThat(CHART.render(scenario).one(kind, name).toString()).doesNotContain(to);
  }

  @Test
  void theStoreOfSecretsHasWhatCloudFrontSays() {
    var manifests =
        CHART.render(
            "cloudfront",
            Map.of(
                "originVerify.existingSecret", "",
                "pageTokens.existingSecret", "our-page-token",
                "externalSecrets.enabled", true,
                "externalSecrets.store.name", "secrets-manager",
                "externalSecrets.originVerify.key", "cloister/origin",
                "externalSecrets.originVerify.property", "both"));
    JsonNode secret = manifests.one("ExternalSecret", "cloister-origin-verify").path("spec");
    assertThat(secret.at("/target/name").asText()).isEqualTo("cloister-origin-verify");
    assertThat(secret.at("/data/0/secretKey").asText()).isEqualTo("values");
    assertThat(secret.at("/data/0/remoteRef").toString())
        .isEqualTo("{\"key\":\"cloister/origin\",\"property\":\"both\"}");
    assertThat(manifests.of("ExternalSecret")).hasSize(1);
  }

  private static List<String> settings(Manifests manifests, String service) {
    return manifests
        .one("ConfigMap", service)
        .at("/data/application.properties")
        .asText()
        .lines()
        .toList();
  }
}

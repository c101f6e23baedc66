package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CloisterChartTest {

  private static final Chart CHART = Chart.named("cloister");
  private static final Schemas SCHEMAS = new Schemas();

  /** The test's own that looks for a way out; WayOutTest has what it opens. */
  private static final Way WAY_OUT =
      new Way(
          "way-out-preflight",
          "egress",
          "{\"ipBlock\":{\"cidr\":\"0.0.0.0/0\"}}",
          "{\"port\":\"443\"}");

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
    assertThat(SCHEMAS.complaints(manifests.objects())).isEmpty();
    assertThat(manifests.titles()).doesNotHaveDuplicates();
  }

  @Promise(16)
  @ParameterizedTest
  @MethodSource("scenarios")
  void everyPodIsRestricted(String scenario) {
    var pods = CHART.render(scenario).pods();
    assertThat(pods).isNotEmpty();
    for (JsonNode pod : pods) {
      assertThat(PodSecurity.violations(pod.path("spec"))).as(pod.toString()).isEmpty();
      assertThat(pod.at("/spec/automountServiceAccountToken").asBoolean(true)).isFalse();
    }
  }

  @Promise(16)
  @ParameterizedTest
  @MethodSource("scenarios")
  void nothingIsReachedThatIsNotSaid(String scenario) {
    var manifests = CHART.render(scenario);
    JsonNode deny = manifests.one("NetworkPolicy", "cloister-default-deny");
    assertThat(deny.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
    assertThat(Way.of(deny)).isEmpty();
    for (JsonNode pod : manifests.pods()) {
      assertChosen(deny.at("/spec/podSelector/matchLabels"), pod.at("/metadata/labels"));
    }
    assertThat(manifests.of("NetworkPolicy").flatMap(Way::of))
        .filteredOn(way -> !way.equals(WAY_OUT))
        .isNotEmpty()
        .noneMatch(Way::isOpen);
  }

  /** Names, ports and labels that one object has of another. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void objectsFindEachOther(String scenario) {
    var manifests = CHART.render(scenario);
    Set<String> made = new HashSet<>(manifests.titles());
    Set<String> given = Set.copyOf(GIVEN.getOrDefault(scenario, List.of()));
    for (JsonNode deployment : manifests.of("Deployment").toList()) {
      JsonNode labels = deployment.at("/spec/template/metadata/labels");
      JsonNode pod = deployment.at("/spec/template/spec");
      assertChosen(deployment.at("/spec/selector/matchLabels"), labels);
      String name = Manifests.name(deployment);
      JsonNode service = manifests.one("Service", name);
      assertChosen(service.at("/spec/selector"), labels);
      assertThat(pod.findValues("containerPort")).hasSize(2);
      List<String> ports = texts(pod.at("/containers/0/ports"), "name");
      assertThat(texts(service.at("/spec/ports"), "targetPort")).hasSameElementsAs(ports);
      assertThat(pod.findValues("port")).extracting(JsonNode::asText).isSubsetOf(ports);
      assertChosen(
          manifests.one("PodDisruptionBudget", name).at("/spec/selector/matchLabels"), labels);
      List<String> needed = new ArrayList<>();
      needed.add("ServiceAccount/" + pod.path("serviceAccountName").asText());
      texts(pod, "/volumes", "/configMap/name").forEach(n -> needed.add("ConfigMap/" + n));
      texts(pod, "/containers/0/env", "/valueFrom/secretKeyRef/name")
          .forEach(n -> needed.add(secret(made, n)));
      needed.removeAll(given);
      assertThat(made).containsAll(needed);
      assertThat(texts(pod.at("/containers/0/volumeMounts"), "name"))
          .hasSameElementsAs(texts(pod.path("volumes"), "name"));
    }
    manifests
        .of("Ingress")
        .flatMap(ingress -> ingress.findValues("service").stream())
        .forEach(
            backend -> {
              JsonNode service = manifests.one("Service", backend.path("name").asText());
              assertThat(texts(service.at("/spec/ports"), "name"))
                  .contains(backend.at("/port/name").asText());
            });
  }

  /** What a scenario says is there already. */
  private static final Map<String, List<String>> GIVEN =
      Map.of(
          "keycloak", List.of("ConfigMap/keycloak-keys"),
          "cloudfront", List.of("Secret/cloister-origin-verify"));

  private static String secret(Set<String> made, String name) {
    return made.contains("ExternalSecret/" + name) ? "ExternalSecret/" + name : "Secret/" + name;
  }

  @Test
  void pathsAreThoseOfTheLocalOrigin() throws IOException {
    var local = new Properties();
    Path file =
        Path.of(
            "../local-cloud/server/src/main/resources",
            "dev/cloister/localcloud/gateway/origin-paths.properties");
    try (Reader in = Files.newBufferedReader(file)) {
      local.load(in);
    }
    Map<String, String> paths = new HashMap<>();
    CHART
        .render("minimal")
        .one("Ingress", "cloister")
        .at("/spec/rules/0/http/paths")
        .forEach(p -> paths.put(p.path("path").asText(), p.at("/backend/service/name").asText()));
    assertThat(paths).isEqualTo(local);
  }

  /** A closed cluster's pods do not reach its issuer: the API server has the keys, or a file. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void historyServiceHasTheClustersKeys(String scenario) throws IOException {
    var manifests = CHART.render(scenario);
    var settings = settings(manifests, "history-service");
    if (!scenario.equals("keycloak")) {
      assertThat(settings)
          .containsEntry("quarkus.oidc.workload.auth-server-url", "https://kubernetes.default.svc")
          .containsEntry("quarkus.oidc.workload.jwks-path", "/openid/v1/jwks");
      return;
    }
    JsonNode keys =
        Chart.YAML.readTree(
            manifests.one("ConfigMap", "cloister-cluster-keys").at("/data/jwks.json").asText());
    assertThat(keys.path("keys")).isNotEmpty();
    for (JsonNode key : keys.path("keys")) {
      assertThat(key.path("n").asText()).hasSizeGreaterThan(340);
      assertThat(key.has("d")).isFalse();
    }
    assertThat(settings)
        .containsEntry(
            "cloister.identity.workload.keys-file", "/etc/cloister/cluster-keys/jwks.json");
  }

  /** A pod outlives its longest answer, and the load balancer and the probes know. */
  @Test
  void graceIsEnough() {
    var manifests = CHART.render("minimal", Map.of("chat.drainSeconds", 900, "preStopSeconds", 20));
    JsonNode chat = manifests.one("Deployment", "chat-service");
    assertThat(chat.at("/spec/template/spec/terminationGracePeriodSeconds").asInt())
        .isEqualTo(20 + 900 + 30);
    assertThat(settings(manifests, "chat-service")).containsEntry("cloister.drain.timeout", "900s");
    JsonNode annotations = manifests.one("Ingress", "cloister").at("/metadata/annotations");
    assertThat(annotations.path("alb.ingress.kubernetes.io/target-group-attributes").asText())
        .contains("deregistration_delay.timeout_seconds=950");
    assertThat(chat.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(-1)).isZero();
  }

  /** The other way round, the load balancer would send requests into connections just closed. */
  @Test
  void theServicesKeepConnectionsLongerThanTheLoadBalancer() {
    var manifests = CHART.render("minimal", Map.of("ingress.idleTimeoutSeconds", 300));
    assertThat(
            manifests
                .one("Ingress", "cloister")
                .at("/metadata/annotations/alb.ingress.kubernetes.io~1load-balancer-attributes")
                .asText())
        .contains("idle_timeout.timeout_seconds=300,");
    for (String service : List.of("chat-service", "history-service", "feedback-service")) {
      assertThat(settings(manifests, service)).containsEntry("quarkus.http.idle-timeout", "315s");
    }
  }

  @Test
  void peopleOfAUserPoolSignInInThePage() {
    assertThat(settings(CHART.render("cognito"), "chat-service"))
        .containsEntry("cloister.web.sign-in", "cognito-api")
        .containsEntry("cloister.web.client-id", "1example23456789");
    assertThat(settings(CHART.render("minimal"), "chat-service").keySet())
        .doesNotContain("cloister.web.sign-in");
  }

  /** chat-service makes {@code /aws-exports.json} of these. */
  @Test
  void frontEndsOfGaiaAreToldOfTheirPool() {
    var manifests =
        CHART.render(
            "minimal",
            Map.of(
                "identity.web.gaia.userPoolId", "eu-central-1_Example",
                "identity.web.gaia.domain", "people.auth.eu-central-1.amazoncognito.com",
                "identity.web.gaia.authProvider", "Entra"));
    assertThat(settings(manifests, "chat-service"))
        .containsEntry("cloister.web.gaia.user-pool-id", "eu-central-1_Example")
        .containsEntry("cloister.web.gaia.user-pool-client-id", "cloister-web")
        .containsEntry("cloister.web.gaia.domain", "people.auth.eu-central-1.amazoncognito.com")
        .containsEntry("cloister.web.gaia.redirects", "https://chat.corp.example/")
        .containsEntry("cloister.web.gaia.auth-provider", "Entra");
    assertThat(settings(CHART.render("minimal"), "chat-service").keySet())
        .noneMatch(name -> name.startsWith("cloister.web.gaia"));
    assertThatThrownBy(
            () ->
                CHART.render(
                    "minimal", Map.of("identity.web.gaia.userPoolId", "eu-central-1_Example")))
        .hasMessageContaining("identity.web.gaia.domain is missing");
    assertThatThrownBy(
            () ->
                CHART.render(
                    "port-forward",
                    Map.of(
                        "identity.web.gaia.userPoolId", "eu-central-1_Example",
                        "identity.web.gaia.domain", "a.example")))
        .hasMessageContaining("identity.web.gaia.redirects is missing");
  }

  private static Map<String, String> settings(Manifests manifests, String service) {
    Map<String, String> settings = new HashMap<>();
    manifests
        .one("ConfigMap", service)
        .at("/data/application.properties")
        .asText()
        .lines()
        .filter(line -> line.contains("=") && !line.startsWith("#"))
        .map(line -> line.split("=", 2))
        .forEach(pair -> settings.put(pair[0], pair[1]));
    return settings;
  }

  private static void assertChosen(JsonNode selector, JsonNode labels) {
    assertThat(selector).isNotEmpty();
    selector.properties().forEach(e -> assertThat(labels.get(e.getKey())).isEqualTo(e.getValue()));
  }

  private static List<String> texts(JsonNode array, String field) {
    return Manifests.stream(array).map(n -> n.path(field).asText()).toList();
  }

  private static List<String> texts(JsonNode node, String array, String at) {
    return Manifests.stream(node.at(array))
        .map(n -> n.at(at))
        .filter(n -> !n.isMissingNode())
        .map(JsonNode::asText)
        .toList();
  }

  /** helm test: the pods have what the service has, and nobody sends them requests. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void thePreflightStandsWhereItsServiceDoes(String scenario) {
    var manifests = CHART.render(scenario);
    for (String service : List.of("chat-service", "history-service", "feedback-service")) {
      JsonNode job = manifests.one("Job", service + "-preflight");
      JsonNode pod = job.at("/spec/template");
      JsonNode container = pod.at("/spec/containers/0");
      JsonNode served = manifests.one("Deployment", service).at("/spec/template/spec");
      assertThat(pod.at("/spec/restartPolicy").asText()).isEqualTo("Never");
      assertThat(job.at("/spec/backoffLimit").asInt(-1)).isZero();
      assertThat(job.at("/spec/activeDeadlineSeconds").asInt()).isPositive();
      assertThat(job.at("/spec/ttlSecondsAfterFinished").asInt()).isPositive();
      assertThat(job.at("/metadata/annotations/was-hook").asText()).isEqualTo("test");
      assertThat(container.path("args").toString()).isEqualTo("[\"preflight\"]");
      assertThat(container.path("image")).isEqualTo(served.at("/containers/0/image"));
      assertThat(container.path("env")).containsAll(served.at("/containers/0/env"));
      assertThat(container.path("volumeMounts")).isEqualTo(served.at("/containers/0/volumeMounts"));
      assertThat(pod.at("/spec/volumes")).isEqualTo(served.path("volumes"));
      assertThat(pod.at("/spec/serviceAccountName")).isEqualTo(served.path("serviceAccountName"));
      JsonNode selector = manifests.one("Service", service).at("/spec/selector");
      assertThat(pod.at("/metadata/labels/app.kubernetes.io~1name"))
          .isNotEqualTo(selector.path("app.kubernetes.io/name"));
      assertThat(manifests.one("NetworkPolicy", service + "-preflight").at("/spec/egress"))
          .isEqualTo(manifests.one("NetworkPolicy", service).at("/spec/egress"));
    }
  }

  /** The CNI of EKS lets pods that nothing owns go wherever they like, and no test would notice. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void noPodStandsAlone(String scenario) {
    var manifests = CHART.render(scenario);
    assertThat(manifests.of("Pod")).isEmpty();
    for (JsonNode job : manifests.of("Job").toList()) {
      JsonNode policy = manifests.one("NetworkPolicy", Manifests.name(job));
      assertChosen(
          policy.at("/spec/podSelector/matchLabels"), job.at("/spec/template/metadata/labels"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "externalSecrets.streamsPassword.key, cloister/valkey, cloister-streams",
    "streams.existingSecret, mine, mine"
  })
  void thePasswordOfTheStreamStoreIsForChatServiceAlone(String value, String to, String secret) {
    var manifests = CHART.render("closed-network", Map.of(value, to));
    String reference = "\"QUARKUS_REDIS_PASSWORD\",\"valueFrom\":{\"secretKeyRef\":{\"name\":\"";
    assertThat(manifests.one("Deployment", "chat-service").toString())
        .contains(reference + secret + "\",\"key\":\"password\"}");
    assertThat(manifests.one("Deployment", "history-service").toString())
        .doesNotContain("QUARKUS_REDIS_PASSWORD");
    JsonNode fetched = manifests.one("ExternalSecret", "cloister-streams").path("spec");
    assertThat(fetched.at("/data/0/remoteRef/key").asText()).isEqualTo("cloister/valkey");
    assertThat(fetched.at("/data/0/secretKey").asText()).isEqualTo("password");
    assertThat(fetched.at("/target/name").asText()).isEqualTo("cloister-streams");
  }

  @Test
  void theGuardrailAndTheRoleOfModelsAreSettingsOfChatService() {
    var changed =
        Map.of(
            "models.guardrail.id",
            "gr-1",
            "models.guardrail.version",
            "7",
            "models.role.arn",
            "arn:aws:iam::444455556666:role/models",
            "models.role.externalId",
            "cloister");
    var manifests = CHART.render("minimal", changed);
    assertThat(manifests.one("ConfigMap", "chat-service").at("/data").toString())
        .contains("cloister.bedrock.guardrail.id=gr-1")
        .contains("cloister.bedrock.guardrail.version=7")
        .contains("cloister.bedrock.role.arn=arn:aws:iam::444455556666:role/models")
        .contains("cloister.bedrock.role.external-id=cloister");
    assertThat(manifests.one("ConfigMap", "history-service").at("/data").toString())
        .doesNotContain("guardrail", "444455556666");
  }
}

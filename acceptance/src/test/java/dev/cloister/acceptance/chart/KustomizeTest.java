package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests of {@code k8s/}, by themselves and beside the chart. */
class KustomizeTest {

  private static final Schemas SCHEMAS = new Schemas();

  /** helm test has no counterpart. */
  private static final Map<String, Boolean> WITHOUT_TEST = Map.of("preflight.enabled", false);

  private static final String MISSING = Kustomize.missing();

  @BeforeAll
  static void sayWhatIsNotCompared() {
    if (MISSING != null) {
      System.out.println("k8s/ is not compared with the chart: " + MISSING + ".");
    }
  }

  /** Before each: of a class that is skipped as a whole no test is counted. */
  @BeforeEach
  void kubectlIsThere() {
    assumeTrue(MISSING == null, MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/private-eks", "overlays/local"})
  void anApiServerWouldTakeEveryObject(String folder) {
    var manifests = Kustomize.build(folder);
    assertThat(SCHEMAS.complaints(manifests.objects())).isEmpty();
    assertThat(manifests.titles()).doesNotHaveDuplicates();
  }

  @Promise(16)
  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/private-eks", "overlays/local"})
  void everyPodIsRestricted(String folder) {
    var pods = Kustomize.build(folder).pods();
    assertThat(pods).hasSizeGreaterThanOrEqualTo(3);
    for (JsonNode pod : pods) {
      assertThat(PodSecurity.violations(pod.path("spec"))).as(pod.toString()).isEmpty();
      assertThat(pod.at("/spec/automountServiceAccountToken").asBoolean(true)).isFalse();
    }
  }

  @Promise(16)
  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/private-eks", "overlays/local"})
  void nothingIsReachedThatIsNotSaid(String folder) {
    var manifests = Kustomize.build(folder);
    JsonNode deny = manifests.one("NetworkPolicy", "cloister-default-deny");
    assertThat(deny.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
    assertThat(Way.of(deny)).isEmpty();
    assertThat(manifests.pods())
        .allMatch(
            pod -> covers(deny.at("/spec/podSelector/matchLabels"), pod.at("/metadata/labels")));
    assertThat(manifests.of("NetworkPolicy").flatMap(Way::of)).isNotEmpty().noneMatch(Way::isOpen);
  }

  /** The private cluster is told the same by both. */
  @Test
  void chartAndManifestsSayTheSame() {
    var chart = Chart.named("cloister").render("minimal", WITHOUT_TEST);
    var overlay = Kustomize.build("overlays/private-eks");
    for (String kind :
        Set.of("Deployment", "Service", "ServiceAccount", "PodDisruptionBudget", "Ingress")) {
      assertThat(names(overlay, kind)).as(kind).isEqualTo(names(chart, kind));
      for (String name : names(chart, kind)) {
        assertThat(meaning(overlay.one(kind, name)).toPrettyString())
            .as(kind + " " + name)
            .isEqualTo(meaning(chart.one(kind, name)).toPrettyString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat-service", "feedback-service", "history-service"})
  void settingsAndWaysAreTheSame(String service) {
    var chart = Chart.named("cloister").render("minimal", WITHOUT_TEST);
    var overlay = Kustomize.build("overlays/private-eks");
    assertThat(settings(overlay, service)).isEqualTo(settings(chart, service));
    assertThat(ways(overlay, service)).isEqualTo(ways(chart, service)).isNotEmpty();
  }

  private static Set<String> names(Manifests manifests, String kind) {
    return manifests.of(kind).map(Manifests::name).collect(Collectors.toSet());
  }

  private static JsonNode meaning(JsonNode object) {
    ObjectNode meaning = object.deepCopy();
    meaning.remove("metadata");
    if (!Manifests.kind(object).equals("Deployment")) {
      meaning.set("annotations", object.at("/metadata/annotations"));
    }
    // In pods a checksum here, names of ConfigMaps there: either makes new pods.
    if (meaning.at("/spec/template/metadata") instanceof ObjectNode pod) {
      pod.remove("annotations");
    }
    return Plain.of(meaning);
  }

  private static Set<String> settings(Manifests manifests, String service) {
    return manifests
        .of("ConfigMap")
        .filter(map -> Plain.withoutHash(Manifests.name(map)).equals(service))
        .flatMap(map -> map.at("/data/application.properties").asText().lines())
        .filter(line -> !line.startsWith("#"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Who may come to the service's pods and where they may go. */
  private static Set<String> ways(Manifests manifests, String service) {
    JsonNode labels = manifests.one("Deployment", service).at("/spec/template/metadata/labels");
    var ways = new TreeSet<String>();
    manifests
        .of("NetworkPolicy")
        .filter(policy -> covers(policy.at("/spec/podSelector/matchLabels"), labels))
        .flatMap(Way::of)
        .forEach(way -> ways.add(way.direction() + " " + way.peer() + " " + way.port()));
    return ways;
  }

  private static boolean covers(JsonNode selector, JsonNode labels) {
    return selector.properties().stream()
        .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
  }
}

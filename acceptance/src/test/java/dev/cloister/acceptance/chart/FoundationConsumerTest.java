package dev.cloister.acceptance.chart;

import static dev.cloister.acceptance.chart.Foundation.CHART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.DryRun;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The consumer's second phase, in a cluster that has the endpoint of the first. */
class FoundationConsumerTest {

  private static final String GROUP = "/apis/ec2.services.k8s.aws";
  private static final String ENDPOINT =
      GROUP + "/v1alpha1/namespaces/cloister/vpcendpoints/cloister-consumer";

  private static final Map<String, String> ANSWERS =
      Map.of(
          "/version",
          "{\"major\": \"1\", \"minor\": \"33\", \"gitVersion\": \"v1.33.0\"}",
          "/api",
          "{\"kind\": \"APIVersions\", \"versions\": [\"v1\"]}",
          "/api/v1",
          "{\"kind\": \"APIResourceList\", \"groupVersion\": \"v1\", \"resources\": []}",
          "/apis",
          """
          {"kind": "APIGroupList", "apiVersion": "v1", "groups": [{"name": "ec2.services.k8s.aws",
           "versions": [{"groupVersion": "ec2.services.k8s.aws/v1alpha1", "version": "v1alpha1"}],
           "preferredVersion": {"groupVersion": "ec2.services.k8s.aws/v1alpha1", "version": "v1alpha1"}}]}
          """,
          GROUP + "/v1alpha1",
          """
          {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "ec2.services.k8s.aws/v1alpha1",
           "resources": [
            {"name": "vpcendpoints", "singularName": "vpcendpoint", "namespaced": true,
             "kind": "VPCEndpoint", "verbs": ["get", "list"]},
            {"name": "securitygroups", "singularName": "securitygroup", "namespaced": true,
             "kind": "SecurityGroup", "verbs": ["get", "list"]}]}
          """,
          "/api/v1/namespaces/cloister/secrets",
          "{\"kind\": \"SecretList\", \"apiVersion\": \"v1\", \"items\": []}");

  private HttpServer cluster;
  private String state = "available";
  private boolean asked;

  @BeforeEach
  void start() throws IOException {
    cluster = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cluster.createContext("/", this::answer);
    cluster.start();
  }

  @AfterEach
  void stop() {
    cluster.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pendingAcceptance", "rejected"})
  void theNameWaitsForTheProvidersYes(String state) {
    this.state = state;

    assertThatThrownBy(() -> install("active"))
        .hasMessageContaining("privateLink.consumer.phase is active, and the endpoint is " + state);
  }

  @Test
  void afterItTheNameIsSwitchedOn() {
    assertThat(install("active")).contains("STATUS: pending-install");
    assertThat(asked).isTrue();
  }

  @Test
  void theFirstPhaseWaitsForNobody() {
    state = "pendingAcceptance";

    assertThat(install("request")).contains("has to accept the endpoint cloister-consumer");
  }

  private String install(String phase) {
    return CHART
        .helm()
        .install()
        .withName("cloister")
        .withNamespace("cloister")
        .withValuesFile(CHART.scenario("privatelink-consumer"))
        .set("privateLink.consumer.phase", phase)
        .dryRun()
        .withDryRunOption(DryRun.SERVER)
        .disableOpenApiValidation()
        .withKubeConfigContents(kubeConfig())
        .call()
        .getOutput();
  }

  private String kubeConfig() {
    return """
        {"apiVersion": "v1", "kind": "Config", "current-context": "c",
         "clusters": [{"name": "c", "cluster": {"server": "http://127.0.0.1:%d"}}],
         "users": [{"name": "c", "user": {}}],
         "contexts": [{"name": "c", "context": {"cluster": "c", "user": "c"}}]}
        """
        .formatted(cluster.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = ANSWERS.get(path);
    if (path.equals(ENDPOINT)) {
      asked = true;
      body =
          """
          {"apiVersion": "ec2.services.k8s.aws/v1alpha1", "kind": "VPCEndpoint",
           "metadata": {"name": "cloister-consumer", "namespace": "cloister",
            "labels": {"app.kubernetes.io/managed-by": "Helm"},
            "annotations": {"meta.helm.sh/release-name": "cloister",
             "meta.helm.sh/release-namespace": "cloister"}},
           "status": {"state": "%s"}}
          """
              .formatted(state);
    }
    byte[] bytes =
        (body == null
                ? "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\","
                    + " \"reason\": \"NotFound\", \"code\": 404}"
                : body)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}

package dev.cloister.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** With the check on, only what comes through the front door is looked at. */
@QuarkusTest
@TestProfile(OriginVerifyTest.Checked.class)
class OriginVerifyTest {

  private static final String PRESENT = "the-secret-of-this-month";
  private static final String BEFORE = "the-secret-of-last-month";

  /** Two values, as in the middle of a rotation. */
  public static class Checked implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("cloister.origin-verify.values", PRESENT + "," + BEFORE);
    }
  }

  @Test
  void withoutTheHeaderEverythingIsForbidden() throws Exception {
    for (String path : new String[] {"/v1/feedback", "/v1/feedback/reasons", "/nothing"}) {
      HttpResponse<String> response = get(path);
      assertThat(response.statusCode()).isEqualTo(403);
      var problem = new ObjectMapper().readTree(response.body());
      assertThat(problem.get("type").asText()).isEqualTo("urn:cloister:problem:forbidden");
    }
  }

  @Test
  void aWrongValueIsForbidden() throws Exception {
    for (String wrong :
        new String[] {"", "x", PRESENT + "x", PRESENT.substring(1), PRESENT.toUpperCase()}) {
      assertThat(get("/v1/feedback", "X-Origin-Verify", wrong).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void bothValuesOfARotationOpenInWhateverCaseTheHeaderIsWritten() throws Exception {
    assertThat(get("/v1/feedback", "X-Origin-Verify", PRESENT).statusCode()).isEqualTo(401);
    assertThat(get("/v1/feedback", "x-origin-verify", BEFORE).statusCode()).isEqualTo(401);
  }

  @Test
  void theManagementPortAsksForNoHeader() throws Exception {
    for (String path : new String[] {"/q/health/live", "/q/health/ready", "/q/metrics"}) {
      assertThat(at("quarkus.management.port", path).statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    return at("quarkus.http.port", path, headers);
  }

  private static HttpResponse<String> at(String setting, String path, String... headers)
      throws Exception {
    int port = ConfigProvider.getConfig().getValue(setting, Integer.class);
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }
}

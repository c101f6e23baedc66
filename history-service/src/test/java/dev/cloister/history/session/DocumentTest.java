package dev.cloister.history.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.history.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The OpenAPI document tells clients what a route does and how it is bounded. */
@QuarkusTest
class DocumentTest {

  @Test
  void everyRouteOfAPersonSaysWhatItDoes() throws IOException {
    JsonNode paths = document().get("paths");
    for (String path :
        new String[] {
          "/v1/sessions",
          "/v1/sessions/{sessionId}",
          "/v1/sessions/{sessionId}/attachments/{attachmentId}"
        }) {
      paths
          .get(path)
          .forEach(route -> assertThat(route.path("summary").asText()).as(path).isNotBlank());
    }
    assertThat(paths.at("/~1v1~1sessions/get/description").asText())
        .contains("limit", "next_token", "1,000", "Link");
    assertThat(paths.at("/~1v1~1sessions/get/parameters").findValuesAsText("name"))
        .containsExactlyInAnyOrder("limit", "next_token");
  }

  private static JsonNode document() throws IOException {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.port", Integer.class);
    URI document = URI.create("http://127.0.0.1:" + port + "/q/openapi?format=json");
    try (InputStream body = document.toURL().openStream()) {
      return Api.JSON.readTree(body);
    }
  }
}

package dev.cloister.localcloud.testkit.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTest {

  @Test
  void everyOperationOfADocumentIsARoute() throws Exception {
    var paths =
        """
        {"/v1/things": {"get": {"parameters": [{"name": "limit", "in": "query"}]}},
         "/v1/things/{id}": {
           "parameters": [{"name": "id", "in": "path", "required": true}],
           "summary": "one", "get": {}, "patch": {"requestBody": {}},
           "put": {"parameters": [
             {"name": "as", "in": "query", "required": true},
             {"name": "Key", "in": "header", "required": true},
             {"name": "Other", "in": "header"}]}}}
        """;
    assertThat(Route.in(new ObjectMapper().readTree(paths)))
        .containsExactly(
            new Route("GET", "/v1/things", List.of(), List.of(), false),
            new Route("GET", "/v1/things/{id}", List.of("id"), List.of(), false),
            new Route("PATCH", "/v1/things/{id}", List.of("id"), List.of(), true),
            new Route("PUT", "/v1/things/{id}", List.of("id", "as"), List.of("Key"), false));
  }

  @Test
  void aRouteThatNobodyCanCallIsNotPassedOver() {
    var requests = new Requests(URI.create("http://127.0.0.1:9")).thing("id", "1");
    for (Route unknown :
        List.of(
            new Route("GET", "/v1/x/{other}", List.of("other"), List.of(), false),
            new Route("GET", "/v1/x", List.of(), List.of("Key"), false),
            new Route("POST", "/v1/x/{id}", List.of("id"), List.of(), true))) {
      assertThatThrownBy(() -> requests.send(unknown, Map.of()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("Nobody attacks " + unknown);
    }
  }

  @Test
  void administratorsRoutesAreKnownByTheirPaths() {
    for (String path : List.of("/v1/admin/budgets", "/v1/users/{userId}/sessions")) {
      assertThat(new Route("GET", path, List.of(), List.of(), false).isAdministrators()).isTrue();
    }
    assertThat(new Route("GET", "/v1/usage", List.of(), List.of(), false).isAdministrators())
        .isFalse();
  }
}

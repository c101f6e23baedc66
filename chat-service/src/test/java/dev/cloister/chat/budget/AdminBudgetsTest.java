package dev.cloister.chat.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.chat.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits as administrators set them over HTTP. */
@QuarkusTest
class AdminBudgetsTest {

  private final Api admin = Api.withToken(Api.tokens().user("admin"));
  private final String name = "user-" + UUID.randomUUID();
  private final Api user = Api.withToken(Api.tokens().user(name));
  private final String path = "/v1/admin/budgets/" + name;

  @Test
  void aLimitThatIsSetHoldsAtOnceAndUntilItIsRemoved() {
    JsonNode set = Api.read(admin.put(path, "{\"tokensPerDay\":10,\"concurrentAnswers\":3}"));
    assertThat(set.get("own").asBoolean()).isTrue();
    assertThat(set.at("/budget/tokensPerDay/limit").asInt()).isEqualTo(10);
    assertThat(set.at("/limits").has("tokensPerMinute")).isFalse();
    assertThat(user.ask(Api.newSession(), Map.of("text", "Hello")).statusCode()).isEqualTo(429);
    assertThat(Api.read(user.get("/v1/usage")).at("/budget/tokensPerDay/limit").asInt())
        .isEqualTo(10);

    assertThat(admin.delete(path).statusCode()).isEqualTo(204);
    assertThat(admin.delete(path).statusCode()).isEqualTo(204);

    assertThat(Api.read(admin.get(path)).get("own").asBoolean()).isFalse();
    assertThat(user.ask(Api.newSession(), Map.of("text", "Hello")).statusCode()).isEqualTo(200);
  }

  @Test
  void anEmptySetOfLimitsIsNoLimit() {
    JsonNode set = Api.read(admin.put(path, "{}"));
    assertThat(set.get("own").asBoolean()).isTrue();
    assertThat(set.get("limits")).isEmpty();
    assertThat(set.get("budget")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth0|5f7c8ec7", "a/b", "é ü", "x@y.example", "%2e", "a;b=c"})
  void everySubjectCanBeNamed(String subject) {
    String encoded = URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    var response = admin.put("/v1/admin/budgets/" + encoded, "{\"tokensPerDay\":5}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Api.read(response).get("user").asText()).isEqualTo(subject);
    admin.delete("/v1/admin/budgets/" + encoded);
  }

  @Test
  void theListGoesOnWhereItsPageEnded() {
    var names = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      names.add(name + "-" + i);
      admin.put(path + "-" + i, "{\"tokensPerMinute\":" + i + "}");
    }
    var seen = new ArrayList<String>();
    String token = null;
    do {
      String next = token == null ? "" : "&next_token=" + token;
      JsonNode page = Api.read(admin.get("/v1/admin/budgets?limit=2" + next));
      assertThat(page.get("defaults").isObject()).isTrue();
      assertThat(page.get("budgets").size()).isLessThanOrEqualTo(2);
      page.get("budgets").forEach(b -> seen.add(b.get("user").asText()));
      token = page.path("next_token").asText(null);
    } while (token != null);

    assertThat(seen).containsAll(names).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"tokensPerDay\":-1}             | tokensPerDay",
        "{\"tokensPerDay\":1.5}            | tokensPerDay",
        "{\"tokensPerDay\":\"5\"}          | tokensPerDay",
        "{\"tokensPerDay\":1e99}           | tokensPerDay",
        "{\"tokensPerMinute\":1000000000001} | tokensPerMinute",
        "{\"concurrentAnswers\":true}      | concurrentAnswers",
        "{\"tokens\":1}                    | tokens",
        "null                              | body",
        "[]                                | body"
      })
  void aBadLimitIsNamed(String body, String field) {
    var response = admin.put(path, body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Api.read(response).get("field").asText()).isEqualTo(field);
  }

  @Test
  void theRoutesAreForAdministratorsOnly() {
    forbidden(user.get("/v1/admin/budgets"));
    forbidden(user.get(path));
    forbidden(user.put(path, "{}"));
    forbidden(user.put(path, "not json"));
    forbidden(user.delete(path));
    forbidden(user.get("/v1/admin/usage"));
    forbidden(user.get("/v1/admin/usage/" + name));
    assertThat(Api.withToken(null).get("/v1/admin/budgets").statusCode()).isEqualTo(401);
    assertThat(Api.withToken(null).get("/v1/usage").statusCode()).isEqualTo(401);
    assertThat(Api.read(admin.get(path)).get("own").asBoolean()).isFalse();
  }

  private static void forbidden(HttpResponse<InputStream> response) {
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(Api.read(response).get("type").asText()).isEqualTo("urn:cloister:problem:forbidden");
  }
}

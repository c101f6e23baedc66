package dev.cloister.edge.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonProblemsTest {

  private final ObjectMapper json = new ObjectMapper();

  record Inner(int size) {}

  record Body(String text, Integer count, boolean on, List<Inner> inner) {
    Body {
      if (text != null && text.isBlank()) {
        throw Problem.invalid("text", "must not be blank").asException();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"text\": {}}                       | text         | text must be a string",
        "{\"count\": \"many\"}                | count        | count must be a number",
        "{\"on\": \"perhaps\"}                | on           | on must be true or false",
        "{\"inner\": [{\"size\": 1}, 7]}      | inner.[1]    | inner.[1] must be a JSON object",
        "{\"colour\": 1}                      | colour       | colour is not known here; remove it or correct its name",
        "[]                                   | body         | body must be a JSON object",
        "{\"text\": \" \"}                    | text         | text must not be blank"
      })
  void theMemberAtFaultIsNamed(String body, String field, String detail) {
    Problem problem = describe(body);
    assertThat(problem.field()).isEqualTo(field);
    assertThat(problem.detail()).isEqualTo(detail);
    assertThat(problem.status()).isEqualTo(400);
  }

  @Promise(13)
  @Test
  void brokenJsonIsSaidWithoutQuotingIt() {
    assertThat(describe("{\"text\": \"secret").detail())
        .isEqualTo("body is not valid JSON (line 1, column 17)");
  }

  @Test
  void aProblemCarriesBothOldErrorShapes() throws Exception {
    var tree = json.readTree(json.writeValueAsString(Problem.notFound("session").at("r-1")));
    assertThat(tree.get("type").asText()).isEqualTo("urn:cloister:problem:not-found");
    assertThat(tree.get("status").asInt()).isEqualTo(404);
    assertThat(tree.get("instance").asText()).isEqualTo("r-1");
    assertThat(tree.get("error").asText()).isEqualTo("There is no such session.");
    assertThat(tree.get("message").asText()).isEqualTo("There is no such session.");
    assertThat(tree.get("statusCode").asInt()).isEqualTo(404);
    assertThat(tree.has("kind")).isFalse();
  }

  private Problem describe(String body) {
    return JsonProblems.describe(
        assertThrows(JsonProcessingException.class, () -> json.readValue(body, Body.class)));
  }
}

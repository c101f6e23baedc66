package dev.cloister.history.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What writers were told, and so what a history may say and has to. */
final class Told {

  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final Map<String, Set<String>> answers = new ConcurrentHashMap<>();

  /** A question was sent; what came of it. */
  void ofQuestion(String text, String answer, int status) {
    if (status == 201) {
      asked.add(text);
      answers.put(answer, Set.of(""));
    }
  }

  /** What an answer says was sent; what came of it. */
  void ofAnswer(String answer, String text, int status) {
    if (status == 204) {
      answers.put(answer, Set.of(text));
    } else {
      // It may be stored or not; what was confirmed before may still stand.
      assertThat(status).isEqualTo(503);
      var possible = new HashSet<>(answers.get(answer));
      possible.add(text);
      answers.put(answer, possible);
    }
  }

  /** Every question that was confirmed is there, and every answer says what it may. */
  void isTrue(JsonNode history) {
    var questions = new HashSet<String>();
    var said = new ConcurrentHashMap<String, String>();
    for (JsonNode message : history) {
      if (message.get("role").asText().equals("user")) {
        questions.add(message.get("content").asText());
      } else {
        said.put(message.get("id").asText(), message.get("content").asText());
      }
    }
    assertThat(asked).isNotEmpty();
    assertThat(questions).containsAll(asked);
    answers.forEach((answer, possible) -> assertThat(possible).contains(said.get(answer)));
  }
}

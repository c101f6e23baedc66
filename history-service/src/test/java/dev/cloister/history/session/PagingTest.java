package dev.cloister.history.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PagingTest {

  private final Api alice = Api.somebody();

  @Test
  void aWalkOverManySessionsShowsEachOnceNewestFirst() {
    var made = new ArrayList<String>();
    for (int i = 0; i < 250; i++) {
      String session = Api.id();
      alice.turn(session, "Question " + i);
      made.add(session);
    }

    List<String> walked = walk("/v1/sessions", "sessions", 40);

    assertThat(walked).containsExactlyElementsOf(made.reversed());
    assertThat(Reply.texts(alice.user("GET", "/v1/sessions", null).json(), "id")).isEqualTo(walked);
  }

  @Test
  void askingInAnOldSessionMakesItTheNewest() {
    String old = Api.id();
    alice.turn(old, "first");
    alice.turn(Api.id(), "second");
    alice.turn(old, "third");
    assertThat(alice.user("GET", "/v1/sessions", null).json().get(0).get("id").asText())
        .isEqualTo(old);
  }

  @Test
  void theLastPageHasNoToken() {
    alice.turn(Api.id(), "one");
    alice.turn(Api.id(), "two");
    JsonNode page = alice.user("GET", "/v1/sessions?limit=2", null).json();
    assertThat(page.get("sessions")).hasSize(2);
    assertThat(page.has("next_token")).isFalse();
  }

  @Test
  void messagesArePagedFromTheNewestBackwards() {
    String session = Api.id();
    var asked = new ArrayList<String>();
    for (int i = 0; i < 7; i++) {
      alice.turn(session, "q" + i, "finished", "a" + i);
      asked.addAll(List.of("q" + i, "a" + i));
    }
    var seen = new ArrayList<String>();
    String path = "/v1/sessions/" + session + "?limit=5";
    String next = "";
    while (next != null) {
      JsonNode page = alice.user("GET", path + next, null).json();
      seen.addAll(0, Reply.texts(page.get("history"), "content"));
      next = page.has("next_token") ? "&next_token=" + page.get("next_token").asText() : null;
    }
    assertThat(seen).isEqualTo(asked);
  }

  @Test
  void aResponseHoldsAtMostSixteenMebibytesAndTheRestIsAPageAway() {
    String session = Api.id();
    for (int i = 0; i < 9; i++) {
      alice.turn(session, "q" + i, "finished", "x".repeat(1 << 20));
      alice.turn(session, "r" + i, "finished", "x".repeat(1 << 20));
    }
    JsonNode all = alice.user("GET", "/v1/sessions/" + session, null).json();
    assertThat(all.get("history").size()).isBetween(30, 35);
    String token = all.get("next_token").asText();
    JsonNode rest =
        alice.user("GET", "/v1/sessions/" + session + "?next_token=" + token, null).json();
    assertThat(rest.get("history").size() + all.get("history").size()).isEqualTo(36);
    assertThat(rest.has("next_token")).isFalse();
  }

  @Promise(7)
  @Test
  void anothersTokenIsRefused() {
    Api bob = Api.somebody();
    for (int i = 0; i < 2; i++) {
      bob.turn(Api.id(), "mine");
      alice.turn(Api.id(), "hers");
    }
    String token = bob.user("GET", "/v1/sessions?limit=1", null).json().get("next_token").asText();
    Reply reply = alice.user("GET", "/v1/sessions?limit=1&next_token=" + token, null);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("field").asText()).isEqualTo("next_token");
  }

  @Promise(7)
  @Test
  void aTokenOfAnotherSessionIsRefused() {
    String one = Api.id();
    String two = Api.id();
    alice.turn(one, "a");
    alice.turn(two, "b");
    String token =
        alice
            .user("GET", "/v1/sessions/" + one + "?limit=1", null)
            .json()
            .get("next_token")
            .asText();
    assertThat(alice.user("GET", "/v1/sessions/" + two + "?next_token=" + token, null).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001", "ten", "1.5", "%20", "99999999999"})
  void aLimitOutsideItsRangeIsRefused(String limit) {
    for (String path : List.of("/v1/sessions", "/v1/sessions/" + Api.id())) {
      Reply reply = alice.user("GET", path + "?limit=" + limit, null);
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().get("field").asText()).isEqualTo("limit");
    }
  }

  private List<String> walk(String path, String member, int limit) {
    var ids = new ArrayList<String>();
    String next = "";
    while (next != null) {
      JsonNode page = alice.user("GET", path + "?limit=" + limit + next, null).json();
      assertThat(page.get(member).size()).isLessThanOrEqualTo(limit);
      ids.addAll(Reply.texts(page.get(member), "id"));
      next = page.has("next_token") ? "&next_token=" + page.get("next_token").asText() : null;
    }
    return ids;
  }
}

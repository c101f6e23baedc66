package dev.cloister.history.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Who asks for no page gets GAIA's shapes, a bounded part of the whole, and the way to the rest.
 */
@QuarkusTest
@TestProfile(UnpagedTest.Few.class)
class UnpagedTest {

  private static final String SESSIONS = "/v1/sessions";

  private final Api alice = Api.somebody();

  @Test
  void theListIsAnArrayOfTheNewestAndTheLinkLeadsToAllOthers() {
    List<String> made = sessions(8);
    Reply first = alice.user("GET", SESSIONS, null);
    assertThat(first.json().isArray()).isTrue();
    assertThat(Reply.texts(first.json(), "id")).isEqualTo(made.reversed().subList(0, 3));

    var seen = new ArrayList<>(Reply.texts(first.json(), "id"));
    assertThat(first.next()).startsWith(SESSIONS + "?next_token=");
    Reply rest = alice.user("GET", first.next(), null);
    seen.addAll(Reply.texts(rest.json().get("sessions"), "id"));
    assertThat(rest.link()).isNull();
    assertThat(seen).isEqualTo(made.reversed());
  }

  @Test
  void aWholeListHasNoLink() {
    sessions(3);
    Reply whole = alice.user("GET", SESSIONS, null);
    assertThat(whole.json()).hasSize(3);
    assertThat(whole.link()).isNull();
  }

  @Test
  void aPagesLinkKeepsItsSize() {
    List<String> made = sessions(5);
    var seen = new ArrayList<String>();
    String next = SESSIONS + "?limit=2";
    while (next != null) {
      Reply page = alice.user("GET", next, null);
      assertThat(page.json().get("sessions").size()).isLessThanOrEqualTo(2);
      assertThat(page.link() != null).isEqualTo(page.json().has("next_token"));
      seen.addAll(Reply.texts(page.json().get("sessions"), "id"));
      next = page.next();
    }
    assertThat(seen).isEqualTo(made.reversed());
  }

  @Test
  void aSessionHasItsNewestMessagesAndTheLinkLeadsToTheOlder() {
    String session = Api.id();
    var said = new ArrayList<String>();
    for (int i = 0; i < 4; i++) {
      alice.turn(session, "q" + i, "finished", "a" + i);
      said.addAll(List.of("q" + i, "a" + i));
    }
    Reply newest = alice.user("GET", SESSIONS + "/" + session, null);
    assertThat(contents(newest)).isEqualTo(said.subList(4, 8));
    assertThat(newest.json().has("next_token")).isTrue();
    assertThat(newest.next()).startsWith(SESSIONS + "/" + session + "?next_token=");

    Reply older = alice.user("GET", newest.next(), null);
    assertThat(contents(older)).isEqualTo(said.subList(0, 4));
    assertThat(older.link()).isNull();
  }

  @Test
  void aResponseHoldsSoManyBytesAndALargerMessageComesAlone() {
    String session = Api.id();
    alice.turn(session, "x".repeat(900), "finished", "y".repeat(2000));
    Reply newest = alice.user("GET", SESSIONS + "/" + session, null);
    assertThat(contents(newest)).containsExactly("y".repeat(2000));
    assertThat(contents(alice.user("GET", newest.next(), null))).containsExactly("x".repeat(900));
  }

  @Test
  void deletingAllDeletesTheNewestAndSaysThatThereAreMore() {
    List<String> made = sessions(7);
    for (int left : List.of(4, 1, 0)) {
      Reply reply = alice.user("DELETE", SESSIONS, null);
      assertThat(Reply.texts(reply.json(), "deleted")).isNotEmpty().containsOnly("true");
      assertThat(reply.next()).isEqualTo(left > 0 ? SESSIONS : null);
      assertThat(
              Reply.texts(
                  alice.user("GET", SESSIONS + "?limit=10", null).json().get("sessions"), "id"))
          .isEqualTo(made.subList(0, left).reversed());
    }
  }

  private List<String> sessions(int count) {
    var made = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      made.add(Api.id());
      alice.turn(made.getLast(), "Question " + i);
    }
    return made;
  }

  private static List<String> contents(Reply detail) {
    return Reply.texts(detail.json().get("history"), "content");
  }

  /** What are a thousand elsewhere are a few here. */
  public static class Few implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "cloister.history.response.sessions", "3",
          "cloister.history.response.messages", "4",
          "cloister.history.response.bytes", "1K");
    }
  }
}

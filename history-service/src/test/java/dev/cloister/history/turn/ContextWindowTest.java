package dev.cloister.history.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ContextWindowTest {

  private final Api alice = Api.somebody();
  private final String session = Api.id();

  @Test
  void theNewestWholeTurnsThatFitAreGivenOldestFirst() {
    alice.turn(session, "1111", "finished", "aaaa");
    alice.turn(session, "2222", "finished", "bbbb");
    alice.turn(session, "3333", "finished", "cccc");

    assertThat(context(1000)).containsExactly("1111", "aaaa", "2222", "bbbb", "3333", "cccc");
    assertThat(context(16)).containsExactly("2222", "bbbb", "3333", "cccc");
    assertThat(context(15)).containsExactly("3333", "cccc");
    assertThat(context(7)).isEmpty();
    assertThat(context(0)).isEmpty();
  }

  @Test
  void bytesAreCountedNotCharacters() {
    alice.turn(session, "\u00e4\u00e4", "finished", "\uD83D\uDE00");
    assertThat(context(8)).hasSize(2);
    assertThat(context(7)).isEmpty();
  }

  @Test
  void aLargeTurnEndsTheWindowInsteadOfBeingSkipped() {
    alice.turn(session, "old", "finished", "old");
    alice.turn(session, "x".repeat(100), "finished", "y");
    alice.turn(session, "new", "finished", "new");
    assertThat(context(50)).containsExactly("new", "new");
  }

  @Test
  void turnsWithoutAnAnswerToSpeakOfAreLeftOut() {
    alice.turn(session, "finished", "finished", "a");
    alice.turn(session, "blocked", "blocked", "no");
    alice.turn(session, "blank", "finished", " \n");
    alice.turn(session, "empty", "failed", "");
    alice.turn(session, "streaming");
    alice.turn(session, "stopped", "stopped", "b");
    alice.turn(session, "failed", "failed", "c");
    assertThat(context(1000)).containsExactly("finished", "a", "stopped", "b", "failed", "c");
  }

  @Test
  void rolesAlternate() {
    alice.turn(session, "q1", "finished", "a1");
    alice.turn(session, "q2", "finished", "a2");
    Reply reply = begin(1000);
    assertThat(Reply.texts(reply.json().get("context"), "role"))
        .containsExactly("user", "assistant", "user", "assistant");
  }

  @Test
  void aSpilledAnswerIsPartOfTheContext() {
    String large = "z".repeat(350_000);
    alice.turn(session, "q", "finished", large);
    assertThat(context(400_000)).containsExactly("q", large);
    assertThat(context(350_000)).isEmpty();
  }

  @Test
  void aWindowOfMoreThanOnePageIsWhole() {
    for (int i = 0; i < 60; i++) {
      alice.turn(session, "q" + i, "finished", "a" + i);
    }
    List<String> context = context(100_000);
    assertThat(context).hasSize(120).startsWith("q0", "a0").endsWith("q59", "a59");
  }

  private List<String> context(int bytes) {
    return Reply.texts(begin(bytes).json().get("context"), "text");
  }

  private Reply begin(int bytes) {
    return alice.internal(
        "POST", session + "/turns", Api.turnBody(Api.id(), "next").put("contextBytes", bytes));
  }
}

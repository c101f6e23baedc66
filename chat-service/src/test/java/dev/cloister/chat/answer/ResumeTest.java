package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.chat.Api;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.attack.Attack;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is cut off and comes back has read, byte for byte, what others have. */
@QuarkusTest
class ResumeTest {

  private static final int TOKENS = 60;

  private final Api user = Api.newUser();
  private final String mark = "mark-" + UUID.randomUUID();

  /** In 61 rounds after every event but the last. */
  @Attack(promise = 5, rounds = 12, atMost = 500)
  void aReaderWhoIsCutOffOnceMissesNothing(int round) throws IOException {
    readInPieces(List.of(1 + round * 13 % (TOKENS + 1)));
  }

  @Attack(promise = 5, rounds = 4, atMost = 500)
  void aReaderWhoIsCutOffAgainAndAgainMissesNothing(int round) throws IOException {
    readInPieces(new Random(round).ints(30, 1, 5).boxed().toList());
  }

  private void readInPieces(List<Integer> pieces) throws IOException {
    Api.bedrock().order(mark, new Fault.Pace(500, TOKENS));
    var seen = new ArrayList<String>();
    CompletableFuture<List<String>> uncut = null;
    String answer = null;
    for (int piece : pieces) {
      try (InputStream in = answer == null ? ask() : listen(answer, seen.size())) {
        seen.addAll(events(in, piece));
      }
      if (answer == null) {
        String id = answer = seen.getFirst().replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
        uncut = CompletableFuture.supplyAsync(() -> whole(id));
      }
    }
    try (InputStream in = listen(answer, seen.size())) {
      seen.addAll(events(in, Integer.MAX_VALUE));
    }

    assertThat(seen).isEqualTo(uncut.join()).hasSize(TOKENS + 2);
    assertThat(seen).isEqualTo(whole(answer));
  }

  @Promise(5)
  @ParameterizedTest
  @ValueSource(ints = {TOKENS + 2, TOKENS + 3, 999_999_999})
  void whoHasReadEverythingGetsNothingTwice(int last) throws IOException {
    Api.bedrock().order(mark, new Fault.Pace(0, TOKENS));
    List<String> all = events(ask(), Integer.MAX_VALUE);
    String answer = all.getFirst().replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");

    assertThat(events(listen(answer, last), Integer.MAX_VALUE)).isEmpty();
  }

  private List<String> whole(String answer) {
    try (InputStream in = listen(answer, 0)) {
      return events(in, Integer.MAX_VALUE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private InputStream ask() {
    return user.ask(Api.newSession(), Map.of("text", mark)).body();
  }

  private InputStream listen(String answer, int last) {
    return user.get("/v1/chat/answers/" + answer + "/events", "Last-Event-ID", "" + last).body();
  }

  /** Events as they stand on the wire, without the comments between them. */
  private static List<String> events(InputStream in, int most) throws IOException {
    var events = new ArrayList<String>();
    var event = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      event.append((char) next);
      if (event.length() > 1 && event.substring(event.length() - 2).equals("\n\n")) {
        if (event.charAt(0) != ':') {
          events.add(event.toString());
        }
        event.setLength(0);
        if (events.size() == most) {
          return events;
        }
      }
    }
    return events;
  }
}

package dev.cloister.history.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.edge.identity.Subject;
import dev.cloister.history.answer.AnswerStore;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.message.Message;
import dev.cloister.history.message.MessageStore;
import dev.cloister.history.store.Table;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Writers of several pods share nothing but the table. */
@QuarkusTest
@Promise(8)
class PodsTest {

  private static final int PODS = 8;
  private static final int WRITERS = 4;

  private final List<TurnStore> pods;
  private final MessageStore messages;

  PodsTest(
      Table table,
      TurnItems items,
      Questions questions,
      AnswerStore answers,
      ContextWindow window,
      MessageStore messages) {
    this.messages = messages;
    this.pods =
        IntStream.range(0, PODS)
            .mapToObj(
                pod ->
                    new TurnStore(
                        table, items, questions, answers, messages, window, new SessionLocks()))
            .toList();
  }

  @Test
  void thirtyTwoWritersInEightPodsKeepOneOrder() {
    var session =
        new SessionKey(
            new Subject("user-" + UUID.randomUUID()), new SessionId(UUID.randomUUID().toString()));
    Set<String> asked = ConcurrentHashMap.newKeySet();
    Set<RuntimeException> failures = ConcurrentHashMap.newKeySet();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (TurnStore pod : pods) {
        for (int writer = 0; writer < WRITERS; writer++) {
          threads.submit(
              () -> {
                var request = request();
                asked.add(request.userMessageId());
                try {
                  pod.begin(session, request);
                } catch (RuntimeException e) {
                  failures.add(e);
                }
              });
        }
      }
    }
    assertThat(failures).isEmpty();

    var stored = messages.newest(session, 1_000, 1_000, Long.MAX_VALUE).reversed();

    assertThat(stored).hasSize(2 * PODS * WRITERS);
    assertThat(stored)
        .extracting(Message::sequence)
        .isEqualTo(IntStream.rangeClosed(1, stored.size()).mapToObj(Long::valueOf).toList());
    assertThat(stored.stream().filter(Message.Question.class::isInstance).map(m -> m.id().value()))
        .containsExactlyInAnyOrderElementsOf(asked);
  }

  private static TurnRequest request() {
    return new TurnRequest(
        UUID.randomUUID().toString(),
        UUID.randomUUID().toString(),
        "model",
        "Hello",
        null,
        null,
        List.of(),
        0);
  }
}

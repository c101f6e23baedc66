package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A pod that is asked to go finishes what it has begun. */
@Promise(10)
class DrainTest {

  private static final int TOKENS = 200;

  private final String mark = "mark-" + UUID.randomUUID();

  @Test
  void aRunningAnswerIsFinishedAndNoNewOneBegun() throws Exception {
    Path work = Files.createTempDirectory(RunningPlatform.target(), "drain-");
    try (RunningPlatform platform = RunningPlatform.start(work)) {
      new StandIn(platform.bedrock()).order(mark, new Fault.Pace(20_000, TOKENS));
      Person person = Person.somebody(platform);
      ProcessHandle chat = platform.process("chat-service");

      try (EventStream stream = person.ask(UUID.randomUUID(), mark)) {
        stream.next(3);
        chat.destroy();
        await()
            .atMost(Duration.ofSeconds(10))
            .untilAsserted(() -> assertThat(askAnew(person)).isEqualTo(503));

        List<Event> rest = stream.rest();
        assertThat(rest.getLast().name()).isEqualTo("finished");
        assertThat(rest).hasSize(TOKENS + 2 - 3);
      }
      assertThat(chat.onExit()).succeedsWithin(Duration.ofSeconds(30));
    }
  }

  private static int askAnew(Person person) throws Exception {
    return person
        .send(
            "POST", "/v1/chat/sessions/" + UUID.randomUUID() + "/answers", Map.of("text", "hello"))
        .status();
  }
}

package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.FaultOrder;
import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One pod after the other is replaced while people ask without a pause. */
@Promise(10)
class RollingRestartTest {

  private static final int PEOPLE = 8;
  private static final int TOKENS = 60;
  private static final int SLOW = 40_000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String WHOLE =
      IntStream.range(0, TOKENS).mapToObj(i -> "t" + i + " ").collect(Collectors.joining());

  private final String mark = "mark-" + UUID.randomUUID();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void noAnswerIsCutAndNoneIsLost() throws Exception {
    try (ValkeyServer valkey = ValkeyServer.start();
        RunningPlatform platform =
            RunningPlatform.start(
                Files.createTempDirectory(RunningPlatform.target(), "rolling-"),
                Map.of("CLOISTER_STREAMS_URL", valkey.url()),
                "--second-chat",
                "--without",
                "feedback-service");
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      new StandIn(platform.bedrock())
          .order(FaultOrder.on(mark, new Fault.Pace(SLOW, TOKENS)).times(100_000));
      List<Callable<Integer>> people =
          IntStream.range(0, PEOPLE)
              .mapToObj(i -> (Callable<Integer>) () -> askOn(Person.somebody(platform)))
              .toList();
      List<Future<Integer>> asked = new ArrayList<>();
      people.forEach(person -> asked.add(threads.submit(person)));
      try {
        replace(platform, "chat-service");
        replace(platform, "chat-service.second");
      } finally {
        over.set(true);
      }
      for (Future<Integer> answers : asked) {
        assertThat(answers.get()).isPositive();
      }
    }
  }

  private static void replace(RunningPlatform platform, String pod) throws Exception {
    ProcessHandle old = platform.process(pod);
    old.destroy();
    assertThat(old.onExit()).succeedsWithin(PATIENCE);
    await().atMost(PATIENCE).ignoreExceptions().until(() -> platform.process(pod).isAlive());
    platform.awaitReady(pod);
  }

  /** Asks until it is over, and returns how many answers came. None may be other than whole. */
  private int askOn(Person person) throws Exception {
    int answers = 0;
    while (!over.get() || answers == 0) {
      try (EventStream stream = person.askOnceAdmitted(UUID.randomUUID(), mark)) {
        List<Event> events = stream.rest();
        assertThat(events.getLast().name()).isEqualTo("finished");
        assertThat(events.stream().map(Event::text).collect(Collectors.joining())).isEqualTo(WHOLE);
        answers++;
      }
    }
    return answers;
  }
}

package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.FaultOrder;
import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.Tokens;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What whoever reads chat-service's memory finds of people whose answers are being written. */
@Promise(4)
class HeldByStreamsTest {

  private static final int STREAMS = 20;

  /** What threads that wait for work have last seen. */
  private static final int LEFT_OVER = 5;

  /** The start of a session's first question is kept until the answer ends, for its title. */
  private static final int FOR_A_TITLE = 2000;

  private final String mark = "mark-" + UUID.randomUUID();

  @Test
  void theirPlacesInTheAnswersAndNeitherTokensNorQuestions() throws Exception {
    assumeFalse(Packaged.natively(), "An executable's heap is not dumped.");
    RunningPlatform platform = RunningPlatform.shared();
    new StandIn(platform.bedrock())
        .order(FaultOrder.on(mark, new Fault.Pace(100_000, 600)).times(STREAMS));
    var tokens = new ArrayList<String>();
    var questions = new ArrayList<String>();
    var people = new ArrayList<String>();
    var streams = new ArrayList<EventStream>();
    try {
      for (int i = 0; i < STREAMS; i++) {
        String person = "p-" + UUID.randomUUID();
        String token = new Tokens(platform.issuer()).user(person);
        String said = "said-" + UUID.randomUUID();
        EventStream stream =
            Person.with(token, platform.url("chat-service"))
                .ask(UUID.randomUUID(), mark + " ".repeat(FOR_A_TITLE) + said);
        streams.add(stream);
        stream.next(2);
        people.add(person);
        tokens.add(token);
        questions.add(said);
      }

      String heap = heap(platform.process("chat-service").pid());

      assertThat(people).as("whose answers they are").allMatch(heap::contains);
      assertThat(tokens).filteredOn(heap::contains).hasSizeLessThan(LEFT_OVER);
      assertThat(questions).filteredOn(heap::contains).hasSizeLessThan(LEFT_OVER);
    } finally {
      for (EventStream stream : streams) {
        stream.close();
      }
    }
  }

  /** All that is reachable, as a dump has it. */
  private static String heap(long process) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(RunningPlatform.target(), "heap-");
    Path dump = folder.resolve("heap.hprof");
    Path said = folder.resolve("jcmd.log");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            String.valueOf(process),
            "GC.heap_dump",
            dump.toString());
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    assertThat(status).as(Files.readString(said)).isZero();
    String heap = Files.readString(dump, StandardCharsets.ISO_8859_1);
    Files.delete(dump);
    return heap;
  }
}

package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloister.chat.answer.AnswerEvent.Blocked;
import dev.cloister.chat.answer.AnswerEvent.End;
import dev.cloister.chat.answer.AnswerEvent.Failed;
import dev.cloister.chat.answer.AnswerEvent.Finished;
import dev.cloister.chat.answer.AnswerEvent.Started;
import dev.cloister.chat.answer.AnswerEvent.Stopped;
import dev.cloister.chat.bedrock.Usage;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SharedFormTest {

  private final SharedForm form = new SharedForm(new ObjectMapper());

  static Stream<End> ends() {
    var usage = new Usage(1, 2, 3);
    return Stream.of(
        new Finished("end_turn", usage, Duration.ofMillis(4), Duration.ofMillis(5)),
        new Finished("end_turn", null, Duration.ZERO, Duration.ZERO),
        new Stopped(usage),
        new Stopped(null),
        new Blocked(usage),
        new Failed(Problem.of(ProblemType.TIMED_OUT, "Ask again."), null),
        new Failed(Problem.unavailable("Wait.", Duration.ofSeconds(6)), usage));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void anEndIsTheSameAtEveryPod(End end) {
    assertThat(form.end(form.end(EndRecord.of(end, null))).end()).isEqualTo(end);
  }

  @Test
  void soIsAStart() {
    var id = AnswerId.random();
    var started = new Started(id, new SessionId(UUID.randomUUID()), UUID.randomUUID(), id, "model");
    assertThat(form.start(form.start(started))).isEqualTo(started);
  }
}

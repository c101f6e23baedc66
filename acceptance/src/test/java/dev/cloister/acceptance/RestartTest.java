package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@Promise(6)
class RestartTest {

  @Test
  void whatWasAnsweredIsThereTomorrow() throws Exception {
    Path work = Files.createTempDirectory(RunningPlatform.target(), "restart-");
    UUID session = UUID.randomUUID();
    try (RunningPlatform today = RunningPlatform.start(work);
        EventStream stream =
            Person.named("alice", today).ask(session, "How is an answer resumed?")) {
      assertThat(stream.rest().getLast().name()).isEqualTo("finished");
    }

    try (RunningPlatform tomorrow = RunningPlatform.start(work)) {
      JsonNode found = Person.named("alice", tomorrow).get("/v1/sessions/" + session).json();
      assertThat(found.path("history")).hasSize(2);
      assertThat(found.path("history").get(1).path("content").asText()).contains("Last-Event-ID");
    }
  }
}

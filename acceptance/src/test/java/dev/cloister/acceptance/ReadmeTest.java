package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The commands of the README, typed into a shell. */
class ReadmeTest {

  @Test
  void theCommandsShowAnAnswerAndFindItAgain() throws Exception {
    assumeTrue(onPath("curl"), "curl is not installed; the README's commands are not tried");
    RunningPlatform platform = RunningPlatform.shared();
    UUID session = UUID.randomUUID();

    String shown =
        shell(
            """
            TOKEN=$(./cloister token alice --endpoints %s)
            curl -sN -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \
              -d '{"text":"How is an answer resumed?"}' %s/v1/chat/sessions/%s/answers
            curl -s -H "Authorization: Bearer $TOKEN" %s/v1/sessions
            """
                .formatted(
                    platform.endpointsFile(), platform.origin(), session, platform.origin()));

    assertThat(shown).contains("event: started", "event: finished", "\"id\":\"" + session + "\"");
  }

  private static String shell(String commands) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", commands)
            .directory(RunningPlatform.CHECKOUT.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Path.of(folder, program).toFile().canExecute());
  }
}

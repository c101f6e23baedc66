package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.chat.Api;
import dev.cloister.chat.Events;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.FaultOrder;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an open stream keeps in memory: its place in the answer, not who asked nor what. */
@QuarkusTest
@Promise(4)
class HeldByStreamsTest {

  private static final int STREAMS = 20;

  /** What threads that wait for work have last seen. */
  private static final int LEFT_OVER = 5;

  private static final List<String> HELD =
      List.of(
          "dev.cloister.chat.answer.Ask",
          "dev.cloister.chat.bedrock.Prompt",
          "dev.cloister.chat.bedrock.Turn",
          "io.quarkus.oidc.runtime.OidcJwtCallerPrincipal",
          "io.quarkus.oidc.AccessTokenCredential");

  private final List<Events> streams = new ArrayList<>();

  @AfterEach
  void leave() throws IOException {
    for (Events stream : streams) {
      stream.close();
    }
  }

  @Test
  void neitherTheQuestionNorTheConversationNorTheToken() throws Exception {
    String mark = "held " + UUID.randomUUID();
    Api.bedrock().order(FaultOrder.on(mark, new Fault.Pace(100_000, 600)).times(STREAMS));
    Map<String, Integer> before = instances();

    for (int i = 0; i < STREAMS; i++) {
      Events stream = Api.newUser().events(Api.newSession(), Map.of("text", mark));
      streams.add(stream);
      stream.take(2);
    }

    assertThat(instances())
        .allSatisfy(
            (type, count) -> assertThat(count).as(type).isLessThan(before.get(type) + LEFT_OVER));
  }

  /** How many there are of each, once what nobody holds was collected. */
  private static Map<String, Integer> instances() throws JMException {
    Object histogram =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    var counts = new HashMap<String, Integer>();
    for (String type : HELD) {
      var row =
          Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(type) + "(\\s|$)");
      counts.put(
          type,
          row.matcher(histogram.toString())
              .results()
              .map((MatchResult found) -> Integer.valueOf(found.group(1)))
              .findFirst()
              .orElse(0));
    }
    return counts;
  }
}

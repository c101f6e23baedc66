package dev.cloister.acceptance.bench.gateway;

import dev.cloister.acceptance.RunningPlatform;
import dev.cloister.acceptance.bench.Proc;
import dev.cloister.localcloud.testkit.Tokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The packaged platform with the bench's model. Every question is a turn of a new session, stored
 * before the model is asked, as always; a hundred people ask in turn.
 */
final class Cloister {

  private static final String BODY = "{\"text\":\"Hello\"}";

  /**
   * For streams that shall be open and no more: a store on this machine is at its end with what
   * thousands of running answers have to write.
   */
  private static final Map<String, String> SELDOM_STORED =
      Map.of(
          "CLOISTER_ANSWERS_CHECKPOINT_INTERVAL", "1h",
          "CLOISTER_ANSWERS_LEASE_RENEWAL", "1h",
          "CLOISTER_HISTORY_ANSWER_LEASE", "2h",
          "CLOISTER_BUDGETS_LEASE", "2h");

  private Cloister() {}

  static Gateway start(Upstream upstream, Path work, boolean natively) throws Exception {
    return start(upstream, work, natively, Map.of());
  }

  static Gateway startSeldomStored(Upstream upstream, Path work, boolean natively)
      throws Exception {
    return start(upstream, work, natively, SELDOM_STORED);
  }

  private static Gateway start(
      Upstream upstream, Path work, boolean natively, Map<String, String> more) throws Exception {
    String model = "http://127.0.0.1:" + upstream.port();
    String form = natively ? "native" : "JVM";
    Path folder = Files.createDirectories(work.resolve("cloister-" + form));
    var variables = new HashMap<String, String>(more);
    variables.put("CLOISTER_BEDROCK_RUNTIME_ENDPOINT", model);
    variables.put("CLOISTER_BEDROCK_CONTROL_ENDPOINT", model);
    RunningPlatform platform =
        RunningPlatform.start(
            folder, variables, natively ? new String[] {"--native"} : new String[0]);
    platform.awaitReady("chat-service");
    var people = new People(new Tokens(platform.issuer()));
    return new Gateway(
        "chat-service, " + form,
        platform.url("chat-service").getPort(),
        List.of(new Proc(platform.process("chat-service").pid())),
        List.of(new Proc(platform.process("history-service").pid())),
        () ->
            Gateway.post(
                "/v1/chat/sessions/" + UUID.randomUUID() + "/answers",
                "Authorization: Bearer " + people.nextToken() + "\r\n",
                BODY),
        "event: finished",
        platform::close);
  }

  /** Who asks, in turn. Tokens are got anew before they are old. */
  private static final class People {

    private static final int COUNT = 100;
    private static final long OLD = TimeUnit.MINUTES.toNanos(2);

    private final String[] tokens = new String[COUNT];
    private final long[] since = new long[COUNT];
    private final Tokens issuer;
    private int next;

    People(Tokens issuer) {
      this.issuer = issuer;
    }

    String nextToken() {
      int person = next++ % COUNT;
      if (tokens[person] == null || System.nanoTime() - since[person] > OLD) {
        tokens[person] = issuer.user("bench-" + person);
        since[person] = System.nanoTime();
      }
      return tokens[person];
    }
  }
}

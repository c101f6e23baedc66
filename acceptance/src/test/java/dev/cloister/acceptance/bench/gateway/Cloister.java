package dev.cloister.acceptance.bench.gateway;

import dev.cloister.acceptance.RunningPlatform;
import dev.cloister.acceptance.bench.Proc;
import dev.cloister.localcloud.testkit.Tokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The packaged platform with the bench's model. Every question is a turn of a new session, stored
 * before the model is asked, as always; the limits that one person has are lifted, because one
 * person asks for all.
 */
final class Cloister {

  private static final String BODY = "{\"text\":\"Hello\"}";

  private Cloister() {}

  static Gateway start(Upstream upstream, Path work, boolean natively) throws Exception {
    String model = "http://127.0.0.1:" + upstream.port();
    String form = natively ? "native" : "JVM";
    Path folder = Files.createDirectories(work.resolve("cloister-" + form));
    RunningPlatform platform =
        RunningPlatform.start(
            folder,
            Map.of(
                "CLOISTER_BEDROCK_RUNTIME_ENDPOINT",
                model,
                "CLOISTER_BEDROCK_CONTROL_ENDPOINT",
                model,
                "CLOISTER_ANSWERS_MAX_STREAMS",
                "10000",
                "CLOISTER_ANSWERS_MAX_RUNNING",
                "10000"),
            natively ? new String[] {"--native"} : new String[0]);
    platform.awaitReady("chat-service");
    var token = new FreshToken(new Tokens(platform.issuer()));
    return new Gateway(
        "chat-service, " + form,
        platform.url("chat-service").getPort(),
        List.of(new Proc(platform.process("chat-service").pid())),
        List.of(new Proc(platform.process("history-service").pid())),
        () ->
            Gateway.post(
                "/v1/chat/sessions/" + UUID.randomUUID() + "/answers",
                "Authorization: Bearer " + token.get() + "\r\n",
                BODY),
        platform::close);
  }

  /** One person's token, asked for again before it is old. */
  private static final class FreshToken implements Supplier<String> {

    private static final long OLD = TimeUnit.MINUTES.toNanos(2);

    private final String person = "bench-" + UUID.randomUUID();
    private final Tokens tokens;
    private String token;
    private long since;

    FreshToken(Tokens tokens) {
      this.tokens = tokens;
    }

    @Override
    public String get() {
      if (token == null || System.nanoTime() - since > OLD) {
        token = tokens.user(person);
        since = System.nanoTime();
      }
      return token;
    }
  }
}

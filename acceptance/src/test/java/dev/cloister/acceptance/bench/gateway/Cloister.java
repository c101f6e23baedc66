package dev.cloister.acceptance.bench.gateway;

import dev.cloister.acceptance.FreePorts;
import dev.cloister.acceptance.RunningPlatform;
import dev.cloister.acceptance.bench.MemoryLimit;
import dev.cloister.acceptance.bench.Proc;
import dev.cloister.acceptance.bench.Start;
import dev.cloister.localcloud.testkit.LocalhostCertificate;
import dev.cloister.localcloud.testkit.Tokens;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

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

  /** The limit of chat-service's pods, as the chart has it. */
  private static final long POD_MIB = 512;

  private Cloister() {}

  static Gateway start(Upstream upstream, Path work, boolean natively) throws Exception {
    return own(platform(upstream, work, natively, Map.of()), natively);
  }

  /** The platform's own chat-service. */
  private static Gateway own(RunningPlatform platform, boolean natively) throws IOException {
    return gateway(
        "chat-service, " + form(natively),
        platform.url("chat-service").getPort(),
        platform.process("chat-service").pid(),
        platform,
        platform::close);
  }

  /** For open streams, within the memory that a pod has, where such a limit can be set. */
  static Gateway startToHoldStreams(Upstream upstream, Path work, boolean natively)
      throws Exception {
    RunningPlatform platform = platform(upstream, work, natively, SELDOM_STORED);
    Optional<MemoryLimit> limit = MemoryLimit.of(POD_MIB << 20);
    return again(
        "chat-service, " + form(natively) + limit.map(l -> " in " + POD_MIB + " MiB").orElse(""),
        platform,
        start -> limit.map(start::within).orElse(start),
        () -> {
          limit.ifPresent(MemoryLimit::close);
          platform.close();
        });
  }

  /** One that asks its model as it is, and one beside it that asks by TLS. */
  static List<Gateway> startBothWays(
      Upstream plain, Upstream byTls, LocalhostCertificate certificate, Path work, boolean natively)
      throws Exception {
    RunningPlatform platform = platform(plain, work, natively, Map.of());
    return List.of(
        own(platform, natively),
        again(
            "chat-service, " + form(natively) + ", TLS",
            platform,
            start -> start.telling(certificate.trustedByJava()).with(endpoints(byTls)),
            () -> {}));
  }

  /** The platform's chat-service once more, somehow else. */
  private static Gateway again(
      String name, RunningPlatform platform, UnaryOperator<Start> how, Runnable ending)
      throws IOException {
    int port = FreePorts.inARow(2);
    int management = port + 1;
    Start like = Start.like(platform.process("chat-service").pid()).on(port, management);
    Process chat = how.apply(like).process(platform.endpointsFile().resolveSibling(name + ".log"));
    RunningPlatform.awaitReady(URI.create("http://127.0.0.1:" + management));
    return gateway(
        name,
        port,
        chat.pid(),
        platform,
        () -> {
          chat.destroyForcibly().onExit().join();
          ending.run();
        });
  }

  private static String form(boolean natively) {
    return natively ? "native" : "JVM";
  }

  private static RunningPlatform platform(
      Upstream upstream, Path work, boolean natively, Map<String, String> more) throws Exception {
    Path folder = Files.createDirectories(work.resolve("cloister-" + form(natively)));
    var variables = new HashMap<String, String>(more);
    variables.putAll(endpoints(upstream));
    RunningPlatform platform = RunningPlatform.optimized(folder, variables, natively);
    platform.awaitReady("chat-service");
    return platform;
  }

  private static Map<String, String> endpoints(Upstream upstream) {
    return Map.of(
        "CLOISTER_BEDROCK_RUNTIME_ENDPOINT", upstream.url(),
        "CLOISTER_BEDROCK_CONTROL_ENDPOINT", upstream.url());
  }

  private static Gateway gateway(
      String name, int port, long process, RunningPlatform platform, Runnable ending)
      throws IOException {
    var people = new People(new Tokens(platform.issuer()));
    return new Gateway(
        name,
        port,
        List.of(new Proc(process)),
        List.of(new Proc(platform.process("history-service").pid())),
        () ->
            Gateway.post(
                "/v1/chat/sessions/" + UUID.randomUUID() + "/answers",
                "Authorization: Bearer " + people.nextToken() + "\r\n",
                BODY),
        "event: finished",
        ending);
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

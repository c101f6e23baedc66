package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The kernel's own record of where the whole platform has connected to, from start to end. */
@Promise(17)
class HostsTest {

  /** One address of a connect, or of a datagram such as a name server is asked with. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "port=htons\\((\\d+)\\).*?(?:inet_addr\\(|inet_pton\\(AF_INET6, )\"([^\"]+)\"");

  private static final Predicate<String> IS_LOOPBACK =
      Pattern.compile("127[.][0-9.]+|::1|::ffff:127[.][0-9.]+").asMatchPredicate();

  /** A traced start is a slow one. */
  private static final Map<String, String> PATIENT =
      Map.of(
          "QUARKUS_DYNAMODB_API_CALL_TIMEOUT", "60s",
          "QUARKUS_DYNAMODB_API_CALL_ATTEMPT_TIMEOUT", "40s");

  /** An answer that is kept in S3, in few words: each costs a traced write. */
  private static final String OBJECT = ("word".repeat(50) + " ").repeat(2_000);

  @Test
  void everyConnectionGoesToADeclaredEndpoint() throws Exception {
    assumeTrue(canTrace(), "strace is not installed or not permitted; connects are not recorded");
    Path work = Files.createTempDirectory(RunningPlatform.target(), "hosts-");
    Path record = work.resolve("connects.txt");
    Set<Integer> declared;
    Set<Integer> kept;
    try (RunningPlatform platform = RunningPlatform.start(tracing(record), work, PATIENT)) {
      declared = platform.ports();
      kept =
          Stream.of("dynamodb", "s3", "issuer", "bedrock", "history-service")
              .map(part -> platform.url(part).getPort())
              .collect(Collectors.toSet());
      use(platform);
    }

    List<MatchResult> addresses = ADDRESS.matcher(Files.readString(record)).results().toList();
    assertThat(addresses).extracting(to -> to.group(2)).allMatch(IS_LOOPBACK);
    assertThat(addresses)
        .extracting(to -> Integer.valueOf(to.group(1)))
        .as("what is used was recorded")
        .containsAll(kept)
        .as("no other port, such as a name server's")
        .isSubsetOf(declared);
  }

  private static void use(RunningPlatform platform) throws Exception {
    Person person = Person.somebody(platform);
    UUID session = UUID.randomUUID();
    String question = "question " + session;
    new StandIn(platform.bedrock()).order(question, new Fault.Text(OBJECT));
    try (EventStream stream = person.ask(session, question)) {
      assertThat(stream.rest().getLast().name()).isEqualTo("finished");
    }
    assertThat(person.get("/v1/models").status()).isEqualTo(200);
    assertThat(person.get("/v1/sessions/" + session).status()).isEqualTo(200);
    assertThat(person.get("/v1/feedback").status()).isEqualTo(200);
    assertThat(person.delete("/v1/sessions").status()).isEqualTo(200);
  }

  private static boolean canTrace() throws Exception {
    try {
      return new ProcessBuilder("strace", "-f", "--seccomp-bpf", "-e", "trace=connect", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> tracing(Path record) {
    return List.of(
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-e",
        "trace=connect,sendto,sendmsg,sendmmsg",
        "-e",
        "signal=none",
        "-o",
        record.toString());
  }
}

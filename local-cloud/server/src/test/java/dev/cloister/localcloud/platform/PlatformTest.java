package dev.cloister.localcloud.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cloister.localcloud.FreePorts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher over services that are played by {@link FakeService}. */
class PlatformTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path root;

  @BeforeEach
  void services() throws IOException {
    FakeService.installAll(root);
  }

  @Test
  void upStartsEverythingAndSaysSo() throws Exception {
    try (Launched up = ready(Map.of())) {
      Properties endpoints = up.endpoints();

      assertThat(up.says())
          .contains("local cloud       ready after", "chat-service      ready after")
          .contains("ready " + endpoints.getProperty("origin"), "alice, bob or admin");
      String history = get(endpoints.getProperty("origin") + "/v1/sessions");
      assertThat(history)
          .contains("CLOISTER_HISTORY_CREATE=true")
          .contains("CLOISTER_HISTORY_BUCKET=cloister-content")
          .contains("AWS_ENDPOINT_URL_DYNAMODB=" + endpoints.getProperty("dynamodb"))
          .contains("QUARKUS_OIDC_AUTH_SERVER_URL=" + endpoints.getProperty("issuer"));
      assertThat(get(endpoints.getProperty("chat-service")))
          .contains("CLOISTER_HISTORY_URL=" + endpoints.getProperty("history-service"))
          .contains("AWS_ENDPOINT_URL_BEDROCK_RUNTIME=" + endpoints.getProperty("bedrock"));
    }
  }

  /** As a pod, which other pods reach. */
  @Test
  void theCloudListensWhereItIsTold() throws Exception {
    try (Launched up = ready(Map.of(), "--only-cloud", "--listen", "127.0.0.2")) {
      for (String part : List.of("origin", "issuer", "bedrock", "dynamodb", "s3")) {
        var uri = URI.create(up.endpoints().getProperty(part));
        try (var there = new Socket("127.0.0.2", uri.getPort())) {
          assertThat(there.isConnected()).isTrue();
        }
        assertThatThrownBy(() -> new Socket("127.0.0.1", uri.getPort()).close())
            .isInstanceOf(ConnectException.class);
      }
    }
  }

  @Test
  void nativeRunsTheExecutablesWithACappedHeap() throws Exception {
    FakeService.installExecutables(root);
    try (Launched up = ready(Map.of(), "--native")) {
      assertThat(get(up.endpoints().getProperty("chat-service"))).contains("FAKE_HEAP=-Xmx256m");
    }
  }

  @Test
  void anExecutableThatIsNotBuiltIsNamedWithWhatBuildsIt() throws Exception {
    try (Launched up = Launched.run(root, Map.of(), "up", "--ports", "auto", "--native")) {
      assertThat(up.exitCode()).isEqualTo(1);
      assertThat(up.says())
          .contains("history-service is not built", "-runner is missing", "./cloister native")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aSignalStopsEveryProcess() throws Exception {
    List<ProcessHandle> children;
    try (Launched up = ready(Map.of())) {
      children =
          Arrays.stream(up.endpoints().getProperty("processes").split(","))
              .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
              .toList();
      assertThat(children).hasSize(3).allMatch(ProcessHandle::isAlive);
    }

    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(root.resolve(".cloister/endpoints.properties")).doesNotExist();
  }

  @Test
  void theEndOfStdinStopsItToo() throws Exception {
    try (Launched up = ready(Map.of(), "--stop-with-stdin")) {
      up.process().getOutputStream().close();

      assertThat(up.exitCode()).isZero();
    }
  }

  @Test
  void aTokenIsThereWhileItRunsOnly() throws Exception {
    try (Launched up = ready(Map.of())) {
      Launched token = Launched.run(root, Map.of(), "token", "alice");
      assertThat(token.exitCode()).isZero();
      assertThat(up.process().isAlive()).isTrue();
      assertThat(token.says().strip()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    }

    Launched late = Launched.run(root, Map.of(), "token", "alice");
    assertThat(late.exitCode()).isEqualTo(1);
    assertThat(late.says()).contains("./cloister up").doesNotContain("\tat ");
  }

  @Test
  void aSecondUpNamesTheFirst() throws Exception {
    try (Launched up = ready(Map.of());
        Launched second = Launched.run(root, Map.of(), "up", "--ports", "auto")) {

      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.says())
          .contains("already running", "process " + up.process().pid())
          .doesNotContain("\tat ");
      assertThat(up.process().isAlive()).isTrue();
    }
  }

  @Test
  void aPortInUseIsNamedWithWhoWantsIt() throws Exception {
    int origin = FreePorts.inARow(Part.values().length);
    try (ServerSocket taken =
        new ServerSocket(origin + Part.S3.offset, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      try (Launched up = Launched.run(root, Map.of(), "up", "--port", String.valueOf(origin))) {

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.says())
            .contains("Port " + taken.getLocalPort(), "s3 needs it", "--port")
            .doesNotContain("\tat ");
      }
    }
  }

  @Test
  void aServiceThatCannotStartEndsAllAndShowsItsLog() throws Exception {
    Files.createFile(root.resolve("broken"));

    try (Launched up = Launched.run(root, Map.of(), "up", "--ports", "auto")) {
      assertThat(up.exitCode()).isEqualTo(1);
      assertThat(up.says())
          .contains("history-service ended with exit code 3", "no table, no service")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aServiceThatDiesLaterEndsAllToo() throws Exception {
    try (Launched up = ready(Map.of())) {
      assertThat(get(up.endpoints().getProperty("feedback-service") + "/die")).isEmpty();

      assertThat(up.exitCode()).isEqualTo(1);
      assertThat(up.says()).contains("feedback-service ended with exit code 7");
    }
  }

  @Test
  void whatIsElsewhereIsNotStartedHere() throws Exception {
    Map<String, String> elsewhere = Map.of("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1");
    try (Launched up = ready(elsewhere, "--without", "feedback")) {
      Properties endpoints = up.endpoints();

      assertThat(get(endpoints.getProperty("history-service")))
          .contains("AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:1")
          .doesNotContain("QUARKUS_DYNAMODB_AWS_CREDENTIALS_TYPE");
      assertThat(get(endpoints.getProperty("dynamodb"))).isEmpty();
      assertThat(get(endpoints.getProperty("feedback-service"))).isEmpty();
    }
  }

  @Test
  void dataStaysUntilFreshIsAskedFor() throws Exception {
    String first = keyOfARun();

    assertThat(keyOfARun()).isEqualTo(first);
    assertThat(keyOfARun("--fresh")).isNotEqualTo(first);
  }

  private String keyOfARun(String... options) throws Exception {
    try (Launched up = ready(Map.of(), options)) {
      return Files.readString(up.root().resolve(".cloister/data/page-token-key"));
    }
  }

  private Launched ready(Map<String, String> environment, String... options) throws IOException {
    String[] arguments = Arrays.copyOf(new String[] {"up", "--ports", "auto"}, 3 + options.length);
    System.arraycopy(options, 0, arguments, 3, options.length);
    Launched up = Launched.run(root, environment, arguments);
    await()
        .atMost(PATIENCE)
        .until(() -> up.says().contains("Ctrl-C stops") || !up.process().isAlive());
    assertThat(up.process().isAlive()).as(up.says()).isTrue();
    return up;
  }

  /** The body, or nothing where nobody answers. */
  private static String get(String address) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException nobody) {
      return "";
    }
  }
}

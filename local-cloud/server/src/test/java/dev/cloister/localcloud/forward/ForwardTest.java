package dev.cloister.localcloud.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cloister.localcloud.FreePorts;
import dev.cloister.localcloud.StartupFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private String kubectl;

  @BeforeEach
  void makeKubectl() throws IOException {
    Path script = folder.resolve("kubectl");
    Files.writeString(
        script,
        """
        #!/bin/sh
        exec "%s" -cp "%s" %s "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                FakeKubectl.class.getName()));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    kubectl = script.toString();
  }

  @Test
  void everyServiceIsBehindTheOneOrigin() throws Exception {
    try (var forward = forward("cloister")) {
      assertThat(get(forward, "/")).isEqualTo("service/chat-service");
      assertThat(get(forward, "/v1/sessions/1")).isEqualTo("service/history-service");
      assertThat(get(forward, "/v1/feedback")).isEqualTo("service/feedback-service");
    }
  }

  @Test
  void whatIsToldByItsPortHasTheSameHere() throws Exception {
    int port = FreePorts.inARow(1);
    var options =
        ForwardOptions.parse("--port", "0", "--with", "local-cloud:" + port, "--kubectl", kubectl);
    try (var forward = Forward.start(options, System.out)) {
      assertThat(get(forward.url() + "/")).isEqualTo("service/chat-service");
      assertThat(get("http://127.0.0.1:" + port + "/")).isEqualTo("service/local-cloud");
    }
    assertThatThrownBy(() -> ForwardOptions.parse("--with", "local-cloud"))
        .hasMessageContaining("--with takes SERVICE:PORT");
  }

  /** A forward ends with its pod. */
  @Test
  void aWayThatIsClosedIsOpenedAgain() throws Exception {
    try (var forward = forward("cloister")) {
      get(forward, "/v1/feedback/end");
      await()
          .atMost(PATIENCE)
          .until(() -> told.toString(StandardCharsets.UTF_8).contains("lost connection to pod"));
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> get(forward, "/v1/feedback").equals("service/feedback-service"));
    }
  }

  @Test
  void whatKubectlSaysIsTold() {
    assertThatThrownBy(() -> forward("nowhere"))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("namespace nowhere")
        .hasMessageContaining("NotFound");
  }

  @Test
  void withoutKubectlItSaysSo() {
    kubectl = folder.resolve("none").toString();
    assertThatThrownBy(() -> forward("cloister"))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("kubectl cannot be started");
  }

  private Forward forward(String namespace) {
    var options =
        ForwardOptions.parse("--namespace", namespace, "--port", "0", "--kubectl", kubectl);
    return Forward.start(options, new PrintStream(told, true, StandardCharsets.UTF_8));
  }

  private static String get(Forward forward, String path) throws Exception {
    return get(forward.url() + path);
  }

  private static String get(String uri) throws Exception {
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var request = HttpRequest.newBuilder(URI.create(uri)).build();
      var response = http.send(request, BodyHandlers.ofString());
      return response.body();
    }
  }
}

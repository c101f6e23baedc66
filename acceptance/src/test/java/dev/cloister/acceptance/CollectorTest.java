package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What SecrecyTest looks for among traces would be found, in whatever form it came. */
class CollectorTest {

  private final Canaries canaries = new Canaries();
  private final String canary = canaries.hatch("question");
  private Collector collector;

  @BeforeEach
  void start() throws IOException {
    collector = new Collector();
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void nothingIsFoundWhereNothingWasGivenAway() throws Exception {
    assertThat(collector.isIdle()).isTrue();
    export(bytes("a span of somebody's"));

    assertThat(collector.isIdle()).isFalse();
    assertThat(collector.heard()).contains("a span of somebody's");
    assertThat(canaries.in(collector.heard())).isEmpty();
  }

  @Test
  void anExportIsSearched() throws Exception {
    export(bytes("\n\u0012" + canary + "\u001a"));

    assertThat(canaries.in(collector.heard())).hasSize(1);
  }

  @Test
  void aPackedExportIsSearched() throws Exception {
    export(packed(canary));

    assertThat(canaries.in(collector.heard())).hasSize(1);
  }

  @Test
  void aPackedMessageBetweenOthersIsSearched() throws Exception {
    var messages = new ByteArrayOutputStream();
    messages.write(packed("a span of somebody's"));
    messages.write(bytes("\u0001\u0000\u0000\u0000\u0040"));
    messages.write(packed(canary));
    export(messages.toByteArray());

    assertThat(canaries.in(collector.heard())).isNotEmpty();
  }

  @Test
  void theHeadOfAnExportIsSearched() throws Exception {
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(collector.otlp().resolve("/v1/logs"))
                .header("baggage", "question=" + canary)
                .build(),
            BodyHandlers.discarding());

    assertThat(canaries.in(collector.heard())).hasSize(1);
  }

  @Test
  void aDatagramIsSearched() throws Exception {
    byte[] segment =
        bytes("{\"format\": \"json\", \"version\": 1}\n{\"name\": \"" + canary + "\"}");
    try (var socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(segment, segment.length, collector.xray()));
    }

    await().untilAsserted(() -> assertThat(canaries.in(collector.heard())).hasSize(1));
  }

  private void export(byte[] body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(collector.otlp().resolve("/v1/traces"))
              .POST(BodyPublishers.ofByteArray(body))
              .build();
      assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] packed(String text) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes(text));
    }
    return out.toByteArray();
  }
}

package dev.cloister.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Where traces would be sent to, on loopback: takes what OpenTelemetry's exporters send over HTTP
 * and datagrams as X-Ray's daemon does, believes all of it, and keeps every byte.
 */
final class Collector implements AutoCloseable {

  private static final byte[] GZIP = {0x1f, (byte) 0x8b, 8};
  private static final int LARGEST_DATAGRAM = 65_536;

  private final List<byte[]> received = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer http;
  private final DatagramSocket datagrams;

  Collector() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    datagrams = new DatagramSocket(0, here);
    http = HttpServer.create(new InetSocketAddress(here, 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::take);
    http.start();
    threads.execute(this::takeDatagrams);
  }

  /** Where OpenTelemetry's exporters send to. */
  URI otlp() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** Where X-Ray's daemon would be. */
  InetSocketAddress xray() {
    return new InetSocketAddress(datagrams.getLocalAddress(), datagrams.getLocalPort());
  }

  /**
   * The variables by which an operator, or an operator's injector, has a service traced: those of
   * OpenTelemetry, of Quarkus' extension for it and of X-Ray's SDK. A service that has that
   * extension does not start with the names of exporters; whoever adds it leaves them out here.
   */
  Map<String, String> variables() {
    return Map.ofEntries(
        Map.entry("OTEL_SDK_DISABLED", "false"),
        Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT", otlp().toString()),
        Map.entry("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        Map.entry("OTEL_TRACES_EXPORTER", "otlp"),
        Map.entry("OTEL_METRICS_EXPORTER", "otlp"),
        Map.entry("OTEL_LOGS_EXPORTER", "otlp"),
        Map.entry("OTEL_TRACES_SAMPLER", "always_on"),
        Map.entry("OTEL_PROPAGATORS", "tracecontext,baggage,xray"),
        // So that what a test has caused is here when the test looks.
        Map.entry("OTEL_BSP_SCHEDULE_DELAY", "50"),
        Map.entry("QUARKUS_OTEL_ENABLED", "true"),
        Map.entry("QUARKUS_OTEL_SDK_DISABLED", "false"),
        Map.entry("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", otlp().toString()),
        Map.entry("QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        Map.entry("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "50ms"),
        Map.entry("AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:" + xray().getPort()));
  }

  /** Whether nothing has come yet. */
  boolean isIdle() {
    return received.isEmpty();
  }

  /** All that has come, as it came, and what is packed in it unpacked as well. */
  String heard() {
    return received.stream().map(Collector::readable).collect(Collectors.joining("\n"));
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String head = exchange.getRequestURI() + "\n" + exchange.getRequestHeaders().entrySet();
      received.add(head.getBytes(StandardCharsets.UTF_8));
      received.add(exchange.getRequestBody().readAllBytes());
      // An export that succeeded, in protobuf, has nothing to say.
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void takeDatagrams() {
    var packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
    while (!datagrams.isClosed()) {
      try {
        datagrams.receive(packet);
        received.add(Arrays.copyOf(packet.getData(), packet.getLength()));
        packet.setLength(LARGEST_DATAGRAM);
      } catch (IOException e) {
        return; // It was closed.
      }
    }
  }

  /** One character for each byte; canaries and tokens are ASCII. */
  private static String readable(byte[] bytes) {
    var text = new StringBuilder(new String(bytes, StandardCharsets.ISO_8859_1));
    for (int at = 0; at + GZIP.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + GZIP.length, GZIP, 0, GZIP.length)) {
        text.append('\n').append(unpacked(bytes, at));
      }
    }
    return text.toString();
  }

  /** Whatever comes out before it breaks: these bytes may begin so by chance. */
  private static String unpacked(byte[] bytes, int from) {
    var out = new ByteArrayOutputStream();
    var packed = new ByteArrayInputStream(bytes, from, bytes.length - from);
    try (InputStream in = new GZIPInputStream(packed)) {
      in.transferTo(out);
    } catch (IOException e) {
      // Then the part is all there is.
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    http.stop(0);
    datagrams.close();
    threads.shutdownNow();
  }
}

package dev.cloister.localcloud.forward;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Stands in for kubectl and the cluster behind it, of which there is none here: says what kubectl
 * says, and answers as the service would. {@code /end} ends it, as a pod's end ends a forward.
 */
final class FakeKubectl {

  private FakeKubectl() {}

  public static void main(String... arguments) throws IOException {
    List<String> words = List.of(arguments);
    if (!words.contains("port-forward") || !words.containsAll(List.of("--address", "127.0.0.1"))) {
      throw new IllegalArgumentException(words.toString());
    }
    String service = words.get(words.size() - 2);
    if (words.contains("nowhere")) {
      System.out.println("Error from server (NotFound): services \"" + service + "\" not found");
      System.exit(1);
    }
    String[] ports = words.getLast().split(":");
    int local = ports[0].isEmpty() ? 0 : Integer.parseInt(ports[0]);
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), local), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = service.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
          if (exchange.getRequestURI().getPath().endsWith("/end")) {
            System.out.println("error: lost connection to pod");
            System.exit(1);
          }
        });
    server.start();
    System.out.printf("Forwarding from 127.0.0.1:%d -> 8080%n", server.getAddress().getPort());
  }
}

package dev.cloister.acceptance.bench;

import dev.cloister.localcloud.testkit.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The first request that somebody has a service do something for.
 *
 * @param request as it is sent
 * @param expected what the answer has in it that is done
 */
public record FirstAnswer(String request, String expected) {

  private static final String QUESTION = "{\"text\":\"Hello\"}";
  private static final int PIECE = 8192;

  /** A question to the model of the platform, up to its first token; or a list, which is empty. */
  static FirstAnswer of(String service, Tokens tokens) {
    String person = "Authorization: Bearer " + tokens.user("bench-" + UUID.randomUUID());
    return switch (service) {
      case "chat-service" ->
          new FirstAnswer(
              request(
                  "POST /v1/chat/sessions/" + UUID.randomUUID() + "/answers",
                  person
                      + "\r\nAccept: text/event-stream\r\nContent-Type: application/json"
                      + "\r\nContent-Length: "
                      + QUESTION.length(),
                  QUESTION),
              "event: textDelta");
      case "history-service" ->
          new FirstAnswer(request("GET /v1/sessions", person, ""), "HTTP/1.1 200");
      case "feedback-service" ->
          new FirstAnswer(request("GET /v1/feedback", person, ""), "HTTP/1.1 200");
      default -> throw new IllegalArgumentException(service);
    };
  }

  private static String request(String line, String headers, String body) {
    return line
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        + headers
        + "\r\n\r\n"
        + body;
  }

  /** Returns when it is answered so; fails where it is answered otherwise. */
  public void ask(int port) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] piece = new byte[PIECE];
      var answer = new StringBuilder();
      while (answer.indexOf(expected) < 0) {
        int length = socket.getInputStream().read(piece);
        if (length < 0) {
          throw new IllegalStateException("the first answer was: " + answer);
        }
        answer.append(new String(piece, 0, length, StandardCharsets.ISO_8859_1));
      }
    }
  }
}

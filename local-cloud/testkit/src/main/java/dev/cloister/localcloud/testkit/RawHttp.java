package dev.cloister.localcloud.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connection that says exactly what it is told: what no HTTP client would send, or how slowly.
 */
public final class RawHttp implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;

  /** A response with its length given; header names are in lower case. */
  public record Reply(int status, Map<String, String> headers, String body) {}

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** Connects to a server's host and port. */
  public static RawHttp to(URI server) throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new RawHttp(socket);
  }

  /** The same, by somebody for whom the system takes in no more than some kilobytes ahead. */
  public static RawHttp stallingAt(URI server) throws IOException {
    Socket socket = new Socket();
    // Set before it connects, else the system makes it as large as what comes.
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
    return new RawHttp(socket);
  }

  /** Says this and nothing more. */
  public RawHttp say(String ascii) throws IOException {
    return say(ascii.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Says this and nothing more. */
  public RawHttp say(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** A whole request with a body. */
  public RawHttp post(String path, String token, String type, byte[] body) throws IOException {
    say(
        head("POST", path, token)
            + "Content-Type: "
            + type
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n");
    return say(body);
  }

  /** The beginning of a request, without the empty line that ends its head. */
  public static String head(String method, String path, String token) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer "
        + token
        + "\r\n";
  }

  /** The first line of the next response, whose other lines are left where they are. */
  public String statusLine() throws IOException {
    return line();
  }

  /** The next response, or null where the connection was closed instead. */
  public Reply reply() throws IOException {
    String status = line();
    if (status == null) {
      return null;
    }
    var headers = new TreeMap<String, String>();
    for (String line = line(); line != null && !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Reply(Integer.parseInt(status.split(" ")[1]), headers, body);
  }

  /** Waits until the other side closes the connection; whatever it says before that is dropped. */
  public void awaitClose() throws IOException {
    try {
      while (in.read() >= 0) {}
    } catch (SocketException reset) {
      // Closed all the same.
    }
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

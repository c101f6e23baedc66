package dev.cloister.acceptance.bench.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/** One connection that has asked. Runs on its event loop; what it counts is read from anywhere. */
final class Listener {

  private static final int TAIL = 2048;
  private static final String LAST_CHUNK = "0\r\n\r\n";
  private static final Pattern BAD_NEWS = Pattern.compile("error|failed|exception");

  private final Stamp.Reader stamps = new Stamp.Reader();
  private final String end;
  private final LongConsumer delays;
  private final long askedAt = System.nanoTime();
  private NetSocket socket;
  private String tail = "";
  private volatile long tokens;
  private volatile long firstTokenAfter;
  private volatile boolean over;

  /**
   * @param end what a whole answer has in its last event, {@link Gateway#end}
   * @param delays takes how late each token comes
   */
  Listener(String end, LongConsumer delays) {
    this.end = end;
    this.delays = delays;
  }

  void connected(NetSocket socket, String question) {
    this.socket = socket;
    socket.handler(this::read);
    socket.closeHandler(closed -> over = true);
    socket.exceptionHandler(broken -> over = true);
    socket.write(question);
  }

  void notConnected() {
    over = true;
  }

  private void read(Buffer bytes) {
    long now = System.nanoTime();
    byte[] octets = bytes.getBytes();
    for (byte octet : octets) {
      if (octet == Stamp.MARK && tokens++ == 0) {
        firstTokenAfter = now - askedAt;
      }
      long stamp = stamps.next(octet); // None where the border of a chunk is inside.
      if (stamp != 0) {
        delays.accept(now - stamp);
      }
    }
    String text = tail + new String(octets, StandardCharsets.ISO_8859_1);
    tail = text.substring(Math.max(0, text.length() - TAIL));
  }

  /** How many tokens have come. */
  long tokens() {
    return tokens;
  }

  /** Nanoseconds from the question to the first token; 0 where none came. */
  long firstTokenAfter() {
    return firstTokenAfter;
  }

  /** Whether the question was taken; known as long as hardly anything has come. */
  boolean isAccepted() {
    return tail.startsWith("HTTP/1.1 200 ");
  }

  /** Whether the connection is closed. */
  boolean isOver() {
    return over;
  }

  /**
   * Whether what came looks as if all had been said: a whole body, the last event of a whole answer
   * in it, and no word of a failure.
   */
  boolean looksFinished() {
    return over
        && tail.endsWith(LAST_CHUNK)
        && tail.contains(end)
        && !BAD_NEWS.matcher(tail.toLowerCase(Locale.ROOT)).find();
  }

  /** The last of what came, for whoever wonders. */
  String tail() {
    return tail;
  }

  /** Reads no more, but stays. */
  void stall() {
    socket.pause();
  }

  /** Goes without a word. */
  void leave() {
    if (socket != null) {
      socket.close();
    }
  }
}

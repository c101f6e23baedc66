package dev.cloister.chat.bedrock;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import software.amazon.eventstream.Message;

/**
 * Cuts bytes into the messages of {@code application/vnd.amazon.eventstream}, wherever the network
 * has split them. Holds no more than one unfinished message: the SDK's own decoder begins with two
 * mebibytes for each stream.
 */
final class EventStreamDecoder {

  private static final int PRELUDE = 12;
  private static final int SMALLEST = 16;
  private static final int LARGEST = 1024 * 1024;

  private final Consumer<Message> consumer;
  private Buffer rest = Buffer.buffer(0);

  EventStreamDecoder(Consumer<Message> consumer) {
    this.consumer = consumer;
  }

  /**
   * Takes the next bytes and hands on every message that they complete.
   *
   * @throws IllegalArgumentException where a length is impossible or a checksum wrong
   */
  void feed(Buffer bytes) {
    Buffer all = rest.length() == 0 ? bytes : rest.appendBuffer(bytes);
    int at = 0;
    while (all.length() - at >= PRELUDE) {
      int length = all.getInt(at);
      if (length < SMALLEST || length > LARGEST) {
        throw new IllegalArgumentException("a message of " + length + " bytes");
      }
      if (all.length() - at < length) {
        break;
      }
      consumer.accept(Message.decode(ByteBuffer.wrap(all.getBytes(at, at + length))));
      at += length;
    }
    rest = at == all.length() ? Buffer.buffer(0) : all.getBuffer(at, all.length());
  }

  /** Whether the bytes so far end in the middle of a message. */
  boolean isInsideMessage() {
    return rest.length() > 0;
  }
}

package dev.cloister.localcloud.bedrock.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Event-stream frames with the headers, their order and the padding of the real service. */
public final class Frames {

  public static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

  private static final String PADDING =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  // After the two lengths of four bytes each.
  private static final int PRELUDE_CHECKSUM = 8;

  private Frames() {}

  /** One event. The padding hides the length of the text from who watches the wire. */
  public static Buffer event(String type, JsonObject payload) {
    int length = ThreadLocalRandom.current().nextInt(4, PADDING.length() + 1);
    Map<String, Object> sorted = new TreeMap<>(payload.getMap());
    sorted.put("p", PADDING.substring(0, length));
    return frame(":event-type", type, "event", new JsonObject(sorted));
  }

  /** An exception in mid-stream. Nothing follows it. */
  public static Buffer exception(String type, String message) {
    String name = Character.toLowerCase(type.charAt(0)) + type.substring(1);
    return frame(":exception-type", name, "exception", new JsonObject().put("message", message));
  }

  /** The same frame with a checksum that is not its own. */
  public static Buffer corrupted(Buffer frame) {
    int last = frame.length() - 1;
    return frame.copy().setByte(last, (byte) ~frame.getByte(last));
  }

  /** The same frame with a checksum over its lengths that is not theirs. */
  public static Buffer corruptedPrelude(Buffer frame) {
    return frame.copy().setByte(PRELUDE_CHECKSUM, (byte) ~frame.getByte(PRELUDE_CHECKSUM));
  }

  private static Buffer frame(
      String typeHeader, String type, String messageType, JsonObject payload) {
    Map<String, HeaderValue> headers = LinkedHashMap.newLinkedHashMap(3);
    headers.put(typeHeader, HeaderValue.fromString(type));
    headers.put(":content-type", HeaderValue.fromString("application/json"));
    headers.put(":message-type", HeaderValue.fromString(messageType));
    return Buffer.buffer(
        new Message(headers, payload.toBuffer().getBytes()).toByteBuffer().array());
  }
}

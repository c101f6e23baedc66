package dev.cloister.acceptance.bench.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.zip.CRC32;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * How tokens look on the wire. All but the stamp is made once, so that the stand-in costs little.
 *
 * @param checked whether the last four octets are a checksum over what is before them
 */
record Wire(
    String contentType,
    Buffer begin,
    byte[] token,
    int stampAt,
    boolean checked,
    Buffer end,
    Buffer exception) {

  private static final int CHECKSUM = 4;

  /** ConverseStream, each event padded as Bedrock does. */
  static final Wire BEDROCK = bedrock();

  /** Server-sent events that need no translation. */
  static final Wire EVENTS = events();

  Buffer token(long nanos) {
    byte[] bytes = token.clone();
    Stamp.write(nanos, bytes, stampAt);
    if (checked) {
      var checksum = new CRC32();
      checksum.update(bytes, 0, bytes.length - CHECKSUM);
      ByteBuffer.wrap(bytes).putInt(bytes.length - CHECKSUM, (int) checksum.getValue());
    }
    return Buffer.buffer(bytes);
  }

  private static Wire bedrock() {
    byte[] token =
        event(
            "contentBlockDelta",
            new JsonObject()
                .put("contentBlockIndex", 0)
                .put("delta", new JsonObject().put("text", Stamp.TEXT))
                .put("p", "abcdefghijklmnopqrstuvwxyzABCD"));
    Buffer end =
        Buffer.buffer(event("contentBlockStop", new JsonObject().put("contentBlockIndex", 0)))
            .appendBytes(event("messageStop", new JsonObject().put("stopReason", "end_turn")))
            .appendBytes(event("metadata", metadata()));
    return new Wire(
        "application/vnd.amazon.eventstream",
        Buffer.buffer(event("messageStart", new JsonObject().put("role", "assistant"))),
        token,
        Stamp.find(token),
        true,
        end,
        Buffer.buffer(
            message(
                ":exception-type",
                "modelStreamErrorException",
                "exception",
                new JsonObject().put("message", "The model has failed."))));
  }

  private static JsonObject metadata() {
    return new JsonObject()
        .put(
            "usage",
            new JsonObject().put("inputTokens", 9).put("outputTokens", 9).put("totalTokens", 18))
        .put("metrics", new JsonObject().put("latencyMs", 1));
  }

  private static byte[] event(String type, JsonObject payload) {
    return message(":event-type", type, "event", payload);
  }

  private static byte[] message(String key, String type, String messageType, JsonObject payload) {
    var headers = new LinkedHashMap<String, HeaderValue>();
    headers.put(key, HeaderValue.fromString(type));
    headers.put(":content-type", HeaderValue.fromString("application/json"));
    headers.put(":message-type", HeaderValue.fromString(messageType));
    return new Message(headers, payload.toBuffer().getBytes()).toByteBuffer().array();
  }

  private static Wire events() {
    byte[] token = ("data: " + Stamp.TEXT + "\n\n").getBytes(StandardCharsets.US_ASCII);
    return new Wire(
        "text/event-stream",
        Buffer.buffer(":\n\n"),
        token,
        Stamp.find(token),
        false,
        Buffer.buffer("data: [DONE]\n\n"),
        Buffer.buffer("data: {\"error\":\"failed\"}\n\n"));
  }
}

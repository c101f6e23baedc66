package dev.cloister.chat.bedrock;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * Reads the messages of a ConverseStream. Only what this service uses is looked at; the padding
 * that Bedrock adds to each is passed over.
 */
final class ConverseMessages {

  private static final JsonFactory JSON = new JsonFactory();

  private ConverseMessages() {}

  /**
   * What a message says.
   *
   * @throws StreamException where it is an exception
   */
  static ConverseEvent read(Message message) {
    return switch (header(message, ":message-type")) {
      case "event" -> event(header(message, ":event-type"), message.getPayload());
      case "exception" -> throw new StreamException(header(message, ":exception-type"));
      default -> throw new StreamException(header(message, ":error-code"));
    };
  }

  private static ConverseEvent event(String type, byte[] payload) {
    return switch (type) {
      case "messageStart" -> new ConverseEvent.Begin();
      case "contentBlockDelta" -> {
        String text = string(payload, "delta", "text");
        yield text == null ? new ConverseEvent.Other() : new ConverseEvent.Text(text);
      }
      case "messageStop" -> new ConverseEvent.Stop(string(payload, "stopReason"));
      case "metadata" -> {
        int in = number(payload, "usage", "inputTokens");
        int out = number(payload, "usage", "outputTokens");
        yield new ConverseEvent.Metadata(
            new Usage(in, out, number(payload, "usage", "totalTokens")),
            number(payload, "usage", "cacheReadInputTokens"),
            number(payload, "usage", "cacheWriteInputTokens"));
      }
      default -> new ConverseEvent.Other();
    };
  }

  private static String header(Message message, String name) {
    HeaderValue value = message.getHeaders().get(name);
    return value == null ? "" : value.getString();
  }

  private static int number(byte[] json, String... path) {
    String text = string(json, path);
    return text == null ? 0 : Integer.parseInt(text);
  }

  /** The scalar at a path of member names, or null. A tree for each token would cost far more. */
  private static String string(byte[] json, String... path) {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("an event's payload is a JSON object");
      }
      int matched = 0;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean onPath = parser.currentName().equals(path[matched]);
        JsonToken value = parser.nextToken();
        if (onPath && ++matched == path.length) {
          return value.isScalarValue() ? parser.getValueAsString() : null;
        }
        if (!onPath) {
          parser.skipChildren();
        } else if (value != JsonToken.START_OBJECT) {
          return null;
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

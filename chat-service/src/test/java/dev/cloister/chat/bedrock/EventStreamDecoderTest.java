package dev.cloister.chat.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.localcloud.testkit.attack.Promise;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

class EventStreamDecoderTest {

  private final List<Message> messages =
      List.of(event("messageStart", "{\"role\":\"assistant\"}"), text("Hé"), text(""), text("日本"));
  private final Buffer bytes = encoded(messages);

  @Promise(1)
  @Test
  void messagesArriveWholeWhereverTheNetworkSplitsThem() {
    for (int first = 0; first <= bytes.length(); first++) {
      for (int second : new int[] {first, (first + bytes.length()) / 2, bytes.length()}) {
        assertThat(decode(first, second)).as("split at %s, %s", first, second).isEqualTo(messages);
      }
    }
  }

  @Promise(1)
  @Test
  void messagesArriveByteByByte() {
    var decoded = new ArrayList<Message>();
    var decoder = new EventStreamDecoder(decoded::add);
    for (int i = 0; i < bytes.length(); i++) {
      decoder.feed(bytes.getBuffer(i, i + 1));
    }
    assertThat(decoded).isEqualTo(messages);
  }

  @Promise(2)
  @Test
  void itKnowsWhetherAMessageIsUnfinished() {
    for (int end = 0; end <= bytes.length(); end++) {
      var decoded = new ArrayList<Message>();
      var decoder = new EventStreamDecoder(decoded::add);
      decoder.feed(bytes.getBuffer(0, end));
      boolean whole = encoded(decoded).length() == end;
      assertThat(decoder.isInsideMessage()).isEqualTo(!whole);
    }
  }

  @Promise(2)
  @Test
  void aFlippedBitIsNoticedWhereverItIs() {
    for (int i = 0; i < bytes.length(); i++) {
      Buffer broken = bytes.copy().setByte(i, (byte) (bytes.getByte(i) ^ 0x40));
      var decoded = new ArrayList<Message>();
      var decoder = new EventStreamDecoder(decoded::add);
      try {
        decoder.feed(broken);
        assertThat(decoder.isInsideMessage()).as("bit of byte %s", i).isTrue();
      } catch (RuntimeException e) {
        assertThat(decoded.size()).isLessThan(messages.size());
      }
    }
  }

  @Promise(4)
  @Test
  void lengthsThatCannotBeAreRefusedBeforeAnythingIsHeld() {
    for (int length : new int[] {0, 15, 1024 * 1024 + 1, Integer.MAX_VALUE, -1}) {
      var decoder = new EventStreamDecoder(m -> {});
      Buffer prelude = Buffer.buffer().appendInt(length).appendInt(0).appendInt(0);
      assertThatThrownBy(() -> decoder.feed(prelude)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private List<Message> decode(int first, int second) {
    var decoded = new ArrayList<Message>();
    var decoder = new EventStreamDecoder(decoded::add);
    decoder.feed(bytes.getBuffer(0, first));
    decoder.feed(bytes.getBuffer(first, second));
    decoder.feed(bytes.getBuffer(second, bytes.length()));
    return decoded;
  }

  private static Buffer encoded(List<Message> messages) {
    Buffer all = Buffer.buffer();
    messages.forEach(m -> all.appendBytes(m.toByteBuffer().array()));
    return all;
  }

  private static Message text(String text) {
    return event("contentBlockDelta", "{\"delta\":{\"text\":\"" + text + "\"}}");
  }

  private static Message event(String type, String json) {
    return new Message(
        Map.of(
            ":message-type", HeaderValue.fromString("event"),
            ":event-type", HeaderValue.fromString(type)),
        json.getBytes(StandardCharsets.UTF_8));
  }
}

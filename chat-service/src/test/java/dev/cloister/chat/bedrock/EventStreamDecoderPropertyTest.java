package dev.cloister.chat.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Whatever the network does to a stream, its messages arrive as they were sent or not at all. */
class EventStreamDecoderPropertyTest {

  @Property
  void splitsDoNotMatter(
      @ForAll("messages") List<Message> messages,
      @ForAll @NotEmpty List<@IntRange(min = 1, max = 200) Integer> pieces) {
    Buffer bytes = encoded(messages);
    var decoded = new ArrayList<Message>();
    var decoder = new EventStreamDecoder(decoded::add);
    int at = 0;
    for (int i = 0; at < bytes.length(); i++) {
      int end = Math.min(bytes.length(), at + pieces.get(i % pieces.size()));
      decoder.feed(bytes.getBuffer(at, end));
      at = end;
    }

    assertThat(decoded).isEqualTo(messages);
    assertThat(decoder.isInsideMessage()).isFalse();
  }

  @Property
  void whatWasChangedIsNeverTakenForAMessage(
      @ForAll("messages") @NotEmpty List<Message> messages,
      @ForAll @IntRange(max = 100_000) int at,
      @ForAll byte change) {
    Buffer bytes = encoded(messages);
    int index = at % bytes.length();
    bytes.setByte(index, (byte) (bytes.getByte(index) ^ (change == 0 ? 1 : change)));
    List<Message> decoded = decode(bytes);

    assertThat(decoded).hasSizeLessThan(messages.size());
    assertThat(decoded).isEqualTo(messages.subList(0, decoded.size()));
  }

  @Property
  void whatIsMissingIsNoticed(
      @ForAll("messages") @NotEmpty List<Message> messages,
      @ForAll @IntRange(max = 100_000) int at) {
    Buffer bytes = encoded(messages);
    var decoded = new ArrayList<Message>();
    var decoder = new EventStreamDecoder(decoded::add);
    decoder.feed(bytes.getBuffer(0, at % bytes.length()));

    assertThat(decoded).isEqualTo(messages.subList(0, decoded.size()));
    assertThat(decoder.isInsideMessage())
        .isEqualTo(encoded(decoded).length() < at % bytes.length());
  }

  @Property
  void nonsenseIsNoMessage(@ForAll @Size(max = 300) byte[] nonsense) {
    assertThat(decode(Buffer.buffer(nonsense))).isEmpty();
  }

  private static List<Message> decode(Buffer bytes) {
    var decoded = new ArrayList<Message>();
    try {
      new EventStreamDecoder(decoded::add).feed(bytes);
    } catch (IllegalArgumentException e) {
      // Refused, as it must be.
    }
    return decoded;
  }

  @Provide
  Arbitrary<List<Message>> messages() {
    Arbitrary<String> names = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(20);
    var message =
        Combinators.combine(
                Arbitraries.maps(names, names).ofMaxSize(4),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(200))
            .as(
                (headers, payload) -> {
                  var values = new HashMap<String, HeaderValue>();
                  headers.forEach((name, v) -> values.put(name, HeaderValue.fromString(v)));
                  return new Message(values, payload);
                });
    return message.list().ofMaxSize(6);
  }

  private static Buffer encoded(List<Message> messages) {
    Buffer all = Buffer.buffer();
    messages.forEach(m -> all.appendBytes(m.toByteBuffer().array()));
    return all;
  }
}

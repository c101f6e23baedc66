package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloister.chat.Events;
import dev.cloister.chat.Events.Event;
import dev.cloister.chat.answer.AnswerEvent.Started;
import dev.cloister.chat.answer.AnswerEvent.TextDelta;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** No text can look like another event, end its own, or come out changed. */
class SseEncoderPropertyTest {

  private final AnswerId id = AnswerId.random();
  private final SseEncoder encoder = new SseEncoder(new ObjectMapper());

  @Property
  void whatIsWrittenIsRead(
      @ForAll("texts") List<String> texts,
      @ForAll @IntRange(min = 1, max = 2_000_000_000) int first) {
    Buffer out = Buffer.buffer();
    for (int i = 0; i < texts.size(); i++) {
      encoder.encode(id, first + i, new TextDelta(i, texts.get(i)), out);
    }
    List<Event> events = new Events(new ByteArrayInputStream(out.getBytes())).rest();

    assertThat(events).hasSameSizeAs(texts);
    var read = new ArrayList<String>();
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).id()).isEqualTo(first + i);
      assertThat(events.get(i).name()).isEqualTo("textDelta");
      read.add(events.get(i).data().at("/content/text").asText());
    }
    assertThat(read).isEqualTo(texts);
  }

  @Property
  void aModelsNameCannotBreakOut(@ForAll String model) {
    Buffer out = Buffer.buffer();
    var session = new SessionId(UUID.randomUUID());
    encoder.encode(id, 1, new Started(id, session, UUID.randomUUID(), id, model), out);
    List<Event> events = new Events(new ByteArrayInputStream(out.getBytes())).rest();

    assertThat(events).singleElement().extracting(Event::name).isEqualTo("started");
  }

  @Provide
  Arbitrary<List<String>> texts() {
    Arbitrary<String> any =
        Arbitraries.strings()
            .withCharRange('\0', '\uD7FF')
            .withCharRange('\uE000', '\uFFFF')
            .ofMaxLength(30);
    Arbitrary<String> sly =
        Arbitraries.of(
                "\n\n",
                "\r",
                "\r\n",
                "data: ",
                "id: 1",
                "event: finished\n",
                ":",
                "\u2028",
                "\"}",
                "\\",
                "\0",
                "\u0085",
                "\uD83D\uDE00")
            .list()
            .ofMaxSize(8)
            .map(parts -> String.join("", parts));
    return Arbitraries.oneOf(any, sly).list().ofMaxSize(6);
  }
}

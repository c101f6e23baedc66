package dev.cloister.chat.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloister.chat.answer.AnswerEvent.Started;
import dev.cloister.chat.stream.StreamEntry;
import jakarta.enterprise.context.ApplicationScoped;

/** Starts and ends as they stand in the shared store. Pods of two versions may read each other. */
@ApplicationScoped
class SharedForm {

  private final ObjectMapper json;

  SharedForm(ObjectMapper json) {
    this.json = json;
  }

  String start(Started start) {
    return write(start);
  }

  Started start(String start) {
    return read(start, Started.class);
  }

  StreamEntry.End end(EndRecord end) {
    return new StreamEntry.End(write(end));
  }

  EndRecord end(StreamEntry.End end) {
    return read(end.how(), EndRecord.class);
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event is always JSON", e);
    }
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not an event", e);
    }
  }
}

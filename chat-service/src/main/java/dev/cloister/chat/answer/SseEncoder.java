package dev.cloister.chat.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloister.chat.answer.AnswerEvent.End;
import dev.cloister.chat.answer.AnswerEvent.Finished;
import dev.cloister.chat.answer.AnswerEvent.Started;
import dev.cloister.chat.answer.AnswerEvent.TextDelta;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes events as server-sent events: {@code id} (from 1), {@code event}, and one line of JSON in
 * GAIA's shapes. Deltas are the hot path and written by hand.
 */
@ApplicationScoped
class SseEncoder {

  private static final JsonStringEncoder JSON_STRING = JsonStringEncoder.getInstance();

  private final ObjectMapper json;

  SseEncoder(ObjectMapper json) {
    this.json = json;
  }

  void encode(AnswerId answer, int id, AnswerEvent event, Buffer out) {
    out.appendString("id: ").appendString(Integer.toString(id)).appendString("\nevent: ");
    switch (event) {
      case TextDelta delta -> {
        out.appendString("textDelta\ndata: {\"id\":\"")
            .appendString(answer.toString())
            .appendString("\",\"content\":{\"type\":\"textDelta\",\"sequenceNumber\":")
            .appendString(Integer.toString(delta.sequenceNumber()))
            .appendString(",\"text\":\"")
            .appendBytes(JSON_STRING.quoteAsUTF8(delta.text()))
            .appendString("\"}}");
      }
      case Started started -> data(out, "started", started(started));
      case End end -> {
        var data = new LinkedHashMap<String, Object>();
        data.put("id", answer.toString());
        data.put("content", content(end));
        data(out, end.status(), data);
      }
    }
    out.appendString("\n\n");
  }

  private void data(Buffer out, String name, Map<String, ?> data) {
    try {
      out.appendString(name).appendString("\ndata: ").appendBytes(json.writeValueAsBytes(data));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event is always JSON", e);
    }
  }

  private static Map<String, Object> started(Started s) {
    var data = new LinkedHashMap<String, Object>();
    data.put("id", s.id().toString());
    data.put("sessionId", s.sessionId().toString());
    data.put("userMessageId", s.userMessageId().toString());
    data.put("messageId", s.messageId().toString());
    data.put("modelId", s.modelId());
    return data;
  }

  private static Map<String, Object> content(End end) {
    var content = new LinkedHashMap<String, Object>();
    content.put("type", end.status());
    if (end instanceof Finished f) {
      content.put("stopReason", f.stopReason());
    }
    if (end.problem() != null) {
      content.put("problem", end.problem());
    }
    if (end.usage() != null) {
      content.put("usage", end.usage());
    }
    if (end instanceof Finished f) {
      content.put("timeToFirstTokenMs", f.timeToFirstToken().toMillis());
      content.put("responseTimeMs", f.responseTime().toMillis());
    }
    return content;
  }
}

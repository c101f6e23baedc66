package dev.cloister.chat.stream;

import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Map;

/** What follows a stream's head: any number of texts, then one end. */
public sealed interface StreamEntry {

  /**
   * Deltas in order.
   *
   * @param from the sequence number of the first
   */
  record Texts(int from, List<String> deltas) implements StreamEntry {

    int next() {
      return from + deltas.size();
    }

    @Override
    public String toString() {
      return "Texts[" + from + " to " + next() + "]";
    }
  }

  /** How it ended, as its writer says it; nothing can be written after it. */
  record End(String how) implements StreamEntry {}

  /** The entry as a stream's fields. */
  default Map<String, String> fields() {
    return switch (this) {
      case Texts texts ->
          Map.of(
              "from",
              Integer.toString(texts.from()),
              "texts",
              new JsonArray(texts.deltas()).encode());
      case End end -> Map.of("end", end.how());
    };
  }

  /** Reads what {@link #fields} wrote. */
  static StreamEntry of(Map<String, String> fields) {
    String end = fields.get("end");
    if (end != null) {
      return new End(end);
    }
    List<String> deltas =
        new JsonArray(fields.get("texts")).stream().map(String.class::cast).toList();
    return new Texts(Integer.parseInt(fields.get("from")), deltas);
  }
}

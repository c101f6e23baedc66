package dev.cloister.history.content;

import dev.cloister.history.store.Attr;
import dev.cloister.history.store.Values;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A message's content as its item holds it. */
public sealed interface Content {

  /** How many UTF-8 bytes the content has. */
  long bytes();

  /** The attributes that say it in an item. */
  Map<String, AttributeValue> attributes();

  /**
   * In the item itself.
   *
   * @param text the content
   * @param bytes its UTF-8 bytes
   */
  record Inline(String text, long bytes) implements Content {

    @Override
    public Map<String, AttributeValue> attributes() {
      return Map.of(Attr.TEXT, Values.s(text), Attr.TEXT_BYTES, Values.n(bytes));
    }

    @Override
    public String toString() {
      return "Inline[bytes=" + bytes + "]";
    }
  }

  /**
   * In the bucket.
   *
   * @param object the object's name
   * @param bytes the content's UTF-8 bytes
   */
  record Spilled(String object, long bytes) implements Content {

    @Override
    public Map<String, AttributeValue> attributes() {
      return Map.of(Attr.TEXT_OBJECT, Values.s(object), Attr.TEXT_BYTES, Values.n(bytes));
    }
  }

  /** The content of a message's item. */
  static Content of(Map<String, AttributeValue> item) {
    long bytes = Values.number(item, Attr.TEXT_BYTES);
    String object = Values.text(item, Attr.TEXT_OBJECT);
    return object == null
        ? new Inline(Values.text(item, Attr.TEXT), bytes)
        : new Spilled(object, bytes);
  }
}

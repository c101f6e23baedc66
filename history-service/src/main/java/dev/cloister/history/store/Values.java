package dev.cloister.history.store;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Java values as DynamoDB's, and back. */
public final class Values {

  private Values() {}

  /** A string value. */
  public static AttributeValue s(String value) {
    return AttributeValue.fromS(value);
  }

  /** A number value. */
  public static AttributeValue n(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  /** The primary key of an item. */
  public static Map<String, AttributeValue> key(String partition, String sort) {
    return Map.of(Attr.PK, s(partition), Attr.SK, s(sort));
  }

  /** A string attribute, or null where the item has none. */
  public static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? null : value.s();
  }

  /** A number attribute, or null where the item has none. */
  public static Long number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? null : Long.valueOf(value.n());
  }
}

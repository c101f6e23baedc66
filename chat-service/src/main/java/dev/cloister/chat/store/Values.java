package dev.cloister.chat.store;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Java values as DynamoDB's, and back. */
public final class Values {

  /** What a person as part of a key begins with. */
  public static final String USER = "USER#";

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

  /** A person as part of a key. */
  public static String user(Subject user) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(user.value())) {
      // Half a surrogate pair would be stored as '?', so two persons could meet.
      throw Problem.invalid("sub", "must be well-formed Unicode").asException();
    }
    return USER + user.value();
  }

  /** The person of a key's part. */
  public static Subject user(AttributeValue value) {
    return new Subject(value.s().substring(USER.length()));
  }

  /** A number attribute, or 0 where the item has none. */
  public static long number(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? 0 : Long.parseLong(value.n());
  }
}

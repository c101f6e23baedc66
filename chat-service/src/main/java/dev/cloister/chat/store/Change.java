package dev.cloister.chat.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A conditional change of one item, whose expressions grow with what it is to do. Attribute names
 * are given as they are stored. Not thread-safe.
 */
public final class Change {

  private final Map<String, List<String>> clauses = new HashMap<>();
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();

  /** Sets an attribute, or a member of one. */
  public Change set(AttributeValue value, String... path) {
    return clause("SET", path(path) + " = " + value(value));
  }

  /** Adds to a number, from 0 where there is none, or to a set. */
  public Change add(String attribute, AttributeValue value) {
    return clause("ADD", path(attribute) + " " + value(value));
  }

  /** Takes members out of a set. */
  public Change delete(String attribute, AttributeValue value) {
    return clause("DELETE", path(attribute) + " " + value(value));
  }

  /** Removes an attribute, where it is. */
  public Change remove(String attribute) {
    return clause("REMOVE", path(attribute));
  }

  /** Only where the attribute is there. */
  public Change ifThere(String attribute) {
    conditions.add("attribute_exists(" + path(attribute) + ")");
    return this;
  }

  /** Only where the attribute is not there. */
  public Change ifMissing(String attribute) {
    conditions.add("attribute_not_exists(" + path(attribute) + ")");
    return this;
  }

  /** Only where what is at the path has this value. */
  public Change ifEqual(AttributeValue value, String... path) {
    conditions.add(path(path) + " = " + value(value));
    return this;
  }

  /** Only where the number is at most so large, or missing. */
  public Change ifAtMost(String attribute, long most) {
    String name = path(attribute);
    conditions.add(
        "(attribute_not_exists(" + name + ") OR " + name + " <= " + value(Values.n(most)) + ")");
    return this;
  }

  /** Only where the set has fewer members, or is missing. */
  public Change ifFewer(String attribute, long than) {
    String name = path(attribute);
    conditions.add(
        "(attribute_not_exists("
            + name
            + ") OR size("
            + name
            + ") < "
            + value(Values.n(than))
            + ")");
    return this;
  }

  /** The change as a request for the item with this key. */
  public UpdateItemRequest.Builder of(Map<String, AttributeValue> key) {
    var request =
        UpdateItemRequest.builder()
            .key(key)
            .updateExpression(
                clauses.entrySet().stream()
                    .map(c -> c.getKey() + " " + String.join(", ", c.getValue()))
                    .collect(Collectors.joining(" ")))
            .expressionAttributeNames(names);
    if (!conditions.isEmpty()) {
      request.conditionExpression(String.join(" AND ", conditions));
    }
    return values.isEmpty() ? request : request.expressionAttributeValues(values);
  }

  private Change clause(String verb, String action) {
    clauses.computeIfAbsent(verb, v -> new ArrayList<>()).add(action);
    return this;
  }

  private String path(String... path) {
    var placeholders = new ArrayList<String>();
    for (String attribute : path) {
      placeholders.add(
          names.entrySet().stream()
              .filter(n -> n.getValue().equals(attribute))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElseGet(
                  () -> {
                    String name = "#n" + names.size();
                    names.put(name, attribute);
                    return name;
                  }));
    }
    return String.join(".", placeholders);
  }

  private String value(AttributeValue value) {
    String name = ":v" + values.size();
    values.put(name, value);
    return name;
  }
}

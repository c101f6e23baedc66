package dev.cloister.history.answer;

import static dev.cloister.history.store.Values.n;
import static dev.cloister.history.store.Values.s;

import dev.cloister.history.content.Content;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.message.AnswerStatus;
import dev.cloister.history.store.Attr;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A change to an answer that is still streaming.
 *
 * @param sets the attributes that get new values
 * @param newerThan the revision that the stored one must be below, or null where any will do
 */
record AnswerChange(Map<String, AttributeValue> sets, Long newerThan) {

  static AnswerChange checkpoint(long revision, Instant leaseUntil) {
    return new AnswerChange(
        Map.of(Attr.REVISION, n(revision), Attr.LEASE_UNTIL, n(leaseUntil.toEpochMilli())),
        revision);
  }

  static AnswerChange end(AnswerStatus status, Map<String, AttributeValue> facts) {
    var sets = new HashMap<>(facts);
    sets.put(Attr.STATUS, s(status.text()));
    return new AnswerChange(sets, null);
  }

  UpdateItemRequest.Builder update(
      Map<String, AttributeValue> key, MessageId answer, Content content) {
    var all = new TreeMap<>(sets);
    all.putAll(content.attributes());
    String assignments =
        all.keySet().stream()
            .map(name -> "#" + name + " = :" + name)
            .collect(Collectors.joining(", "));
    String other =
        switch (content) {
          case Content.Inline inline -> Attr.TEXT_OBJECT;
          case Content.Spilled spilled -> Attr.TEXT;
        };
    var names = new HashMap<String, String>();
    names.put("#other", other);
    names.put("#answer", Attr.ID);
    names.put("#state", Attr.STATUS);
    var values = new HashMap<String, AttributeValue>();
    values.put(":answer", s(answer.value()));
    values.put(":streaming", s(AnswerStatus.STREAMING.text()));
    all.forEach(
        (name, value) -> {
          names.put("#" + name, name);
          values.put(":" + name, value);
        });
    return UpdateItemRequest.builder()
        .key(key)
        .updateExpression("SET " + assignments + " REMOVE #other")
        .conditionExpression(
            "#answer = :answer AND #state = :streaming"
                + (newerThan == null ? "" : " AND #revision < :revision"))
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .returnValues(ReturnValue.ALL_OLD)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
  }
}

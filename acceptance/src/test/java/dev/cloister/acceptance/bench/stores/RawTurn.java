package dev.cloister.acceptance.bench.stores;

import static dev.cloister.acceptance.bench.stores.Store.n;
import static dev.cloister.acceptance.bench.stores.Store.s;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A turn as the requests that history-service makes of it. */
record RawTurn(DynamoDbClient client, History history, String answer) {

  private static final long LEASE_MS = 60_000;

  TransactWriteItemsResponse begin() {
    read();
    String question = UUID.randomUUID().toString();
    long place = history.size() + 1;
    return client.transactWriteItems(
        b ->
            b.transactItems(
                header(),
                create(history.question(place, question)),
                create(history.answer(place + 1, answer, question, "streaming", "")),
                create(history.pointer(place + 1, answer, question))));
  }

  private BatchGetItemResponse read() {
    return client.batchGetItem(
        b ->
            b.requestItems(
                Map.of(
                    History.TABLE,
                    KeysAndAttributes.builder()
                        .keys(history.keys(answer))
                        .consistentRead(true)
                        .build())));
  }

  private TransactWriteItem header() {
    return TransactWriteItem.builder()
        .update(
            b ->
                b.tableName(History.TABLE)
                    .key(history.headerKey())
                    .updateExpression(
                        "SET #sequence = :next, updatedAt = :now,"
                            + " createdAt = if_not_exists(createdAt, :now),"
                            + " title = if_not_exists(title, :title),"
                            + " titleSource = if_not_exists(titleSource, :first)")
                    .conditionExpression("#sequence = :expected AND attribute_not_exists(deleting)")
                    .expressionAttributeNames(Map.of("#sequence", "sequence"))
                    .expressionAttributeValues(
                        Map.of(
                            ":next", n(history.size() + 2),
                            ":now", n(System.currentTimeMillis()),
                            ":title", s(History.TEXT.substring(0, 200)),
                            ":first", s("first"),
                            ":expected", n(history.size()))))
        .build();
  }

  private static TransactWriteItem create(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(
            b ->
                b.tableName(History.TABLE)
                    .item(item)
                    .conditionExpression("attribute_not_exists(PK)"))
        .build();
  }

  UpdateItemResponse checkpoint() {
    read();
    return update(
        Map.of("revision", n(1), "leaseUntil", n(System.currentTimeMillis() + LEASE_MS)),
        " AND #revision < :revision");
  }

  UpdateItemResponse end() {
    read();
    return update(
        Map.of(
            "status", s("finished"),
            "stopReason", s("end_turn"),
            "inputTokens", n(100),
            "outputTokens", n(60),
            "totalTokens", n(160),
            "timeToFirstTokenMs", n(300),
            "responseTimeMs", n(2000)),
        "");
  }

  private UpdateItemResponse update(Map<String, AttributeValue> sets, String newer) {
    var all = new TreeMap<>(sets);
    all.put("text", s(History.TEXT));
    all.put("textBytes", n(History.TEXT.length()));
    var names = new HashMap<>(Map.of("#other", "textObject", "#answer", "id", "#state", "status"));
    var values = new HashMap<>(Map.of(":answer", s(answer), ":streaming", s("streaming")));
    all.forEach(
        (name, value) -> {
          names.put("#" + name, name);
          values.put(":" + name, value);
        });
    String assignments =
        all.keySet().stream()
            .map(name -> "#" + name + " = :" + name)
            .collect(Collectors.joining(", "));
    return client.updateItem(
        b ->
            b.tableName(History.TABLE)
                .key(history.placeKey(history.size() + 2))
                .updateExpression("SET " + assignments + " REMOVE #other")
                .conditionExpression("#answer = :answer AND #state = :streaming" + newer)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .returnValues(ReturnValue.ALL_OLD)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
  }
}

package dev.cloister.localcloud.testkit.cost;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Stores what years of use would have stored. */
public final class Batches {

  private static final int MOST = 25;

  private Batches() {}

  /** Puts them all, in requests of as many as DynamoDB takes. */
  public static void write(
      DynamoDbClient client, String table, List<Map<String, AttributeValue>> items) {
    for (int from = 0; from < items.size(); from += MOST) {
      var puts =
          items.subList(from, Math.min(from + MOST, items.size())).stream()
              .map(item -> WriteRequest.builder().putRequest(p -> p.item(item)).build())
              .toList();
      while (!puts.isEmpty()) {
        var batch = Map.of(table, puts);
        puts =
            client
                .batchWriteItem(b -> b.requestItems(batch))
                .unprocessedItems()
                .getOrDefault(table, List.of());
      }
    }
  }
}

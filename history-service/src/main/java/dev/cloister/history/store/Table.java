package dev.cloister.history.store;

import dev.cloister.edge.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The one way to the table. Reads are strongly consistent. Failed conditions reach the caller as
 * the SDK's exceptions, because they are answers; every other failure is a 503. Any thread.
 */
@ApplicationScoped
public class Table {

  private static final int BATCH = 25;
  private static final int ATTEMPTS = 8;

  private final DynamoDbClient client;
  private final String name;

  Table(DynamoDbClient client, HistoryConfig config) {
    this.client = client;
    this.name = config.table();
  }

  /** The table's name, for parts of a transaction. */
  public String name() {
    return name;
  }

  /** The item with this key, or an empty map. */
  public Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
    return guarded(
        () -> client.getItem(b -> b.tableName(name).key(key).consistentRead(true)).item());
  }

  /** The items of these keys that exist, by their sort keys, which must differ. */
  public Map<String, Map<String, AttributeValue>> getAll(List<Map<String, AttributeValue>> wanted) {
    var found = new HashMap<String, Map<String, AttributeValue>>();
    var backoff = new Backoff(ATTEMPTS);
    var pending = KeysAndAttributes.builder().keys(wanted).consistentRead(true).build();
    while (true) {
      var batch = Map.of(name, pending);
      var response = guarded(() -> client.batchGetItem(b -> b.requestItems(batch)));
      for (var item : response.responses().getOrDefault(name, List.of())) {
        found.put(item.get(Attr.SK).s(), item);
      }
      pending = response.unprocessedKeys().get(name);
      if (pending == null || pending.keys().isEmpty()) {
        return found;
      }
      backoff.pause("The store");
    }
  }

  /** Writes one item, in the place of the one with its key. */
  public void put(Map<String, AttributeValue> item) {
    guarded(() -> client.putItem(b -> b.tableName(name).item(item)));
  }

  /** One page of a query, strongly consistent. */
  public QueryResponse query(QueryRequest.Builder query) {
    return guarded(() -> client.query(query.tableName(name).consistentRead(true).build()));
  }

  /**
   * Changes one item.
   *
   * @throws ConditionalCheckFailedException where its condition does not hold
   */
  public UpdateItemResponse update(UpdateItemRequest.Builder update) {
    return guarded(() -> client.updateItem(update.tableName(name).build()));
  }

  /**
   * Writes all or nothing.
   *
   * @throws TransactionCanceledException where a condition does not hold or another writer is there
   */
  public void transact(List<TransactWriteItem> writes) {
    guarded(() -> client.transactWriteItems(b -> b.transactItems(writes)));
  }

  /** Whether a condition has failed; else another writer was there at the same time. */
  public static boolean isRefused(TransactionCanceledException e) {
    return e.cancellationReasons().stream()
        .anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()));
  }

  /** Deletes one item, where it is. */
  public void delete(Map<String, AttributeValue> key) {
    guarded(() -> client.deleteItem(b -> b.tableName(name).key(key)));
  }

  /** Deletes items in batches; what a batch leaves undone is repeated, with growing pauses. */
  public void deleteAll(List<Map<String, AttributeValue>> keys) {
    for (int from = 0; from < keys.size(); from += BATCH) {
      deleteBatch(
          keys.subList(from, Math.min(from + BATCH, keys.size())).stream()
              .map(key -> DeleteRequest.builder().key(key).build())
              .map(delete -> WriteRequest.builder().deleteRequest(delete).build())
              .toList());
    }
  }

  private void deleteBatch(List<WriteRequest> deletes) {
    var backoff = new Backoff(ATTEMPTS);
    var pending = deletes;
    while (true) {
      var batch = Map.of(name, pending);
      var response = guarded(() -> client.batchWriteItem(b -> b.requestItems(batch)));
      pending = response.unprocessedItems().getOrDefault(name, List.of());
      if (pending.isEmpty()) {
        return;
      }
      backoff.pause("The store");
    }
  }

  private static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (ConditionalCheckFailedException | TransactionCanceledException e) {
      throw e;
    } catch (SdkException e) {
      throw Problem.unavailable(
              "The store does not answer now; repeat the request.", Duration.ofSeconds(2))
          .asException(e);
    }
  }
}

package dev.cloister.chat.store;

import dev.cloister.edge.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The one way to the table. A failed condition reaches the caller as the SDK's exception, because
 * it is an answer; every other failure is a 503. Any thread that may block.
 */
@ApplicationScoped
public class Table {

  private final DynamoDbClient client;
  private final String name;

  /** The configured table, by this client. */
  public Table(DynamoDbClient client, UsageTableConfig config) {
    this.client = client;
    this.name = config.table();
  }

  /** The item with this key, strongly consistent, or an empty map. */
  public Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
    return guarded(
        () -> client.getItem(b -> b.tableName(name).key(key).consistentRead(true)).item());
  }

  /** Writes the item, in the place of the one with its key. */
  public void put(Map<String, AttributeValue> item) {
    guarded(() -> client.putItem(b -> b.tableName(name).item(item)));
  }

  /** Deletes the item, where it is. */
  public void delete(Map<String, AttributeValue> key) {
    guarded(() -> client.deleteItem(b -> b.tableName(name).key(key)));
  }

  /** One page of a query. */
  public QueryResponse query(QueryRequest.Builder query) {
    return guarded(() -> client.query(query.tableName(name).build()));
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
   * Changes one item exactly once, however often the change is sent with this token within ten
   * minutes; a plain update whose reply was lost would count twice.
   */
  public void updateOnce(String token, UpdateItemRequest.Builder update) {
    var u = update.tableName(name).build();
    var change =
        Update.builder()
            .tableName(u.tableName())
            .key(u.key())
            .updateExpression(u.updateExpression())
            .expressionAttributeNames(u.expressionAttributeNames())
            .expressionAttributeValues(u.expressionAttributeValues())
            .build();
    var write = TransactWriteItem.builder().update(change).build();
    guarded(() -> client.transactWriteItems(b -> b.clientRequestToken(token).transactItems(write)));
  }

  private static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (ConditionalCheckFailedException e) {
      throw e;
    } catch (SdkException e) {
      throw Problem.unavailable(
              "The store of budgets and usage does not answer now; repeat the request.",
              Duration.ofSeconds(2))
          .asException(e);
    }
  }
}

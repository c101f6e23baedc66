package dev.cloister.feedback.store;

import dev.cloister.edge.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The one way to the table. Reads are strongly consistent; failures are a 503. Any thread. */
@ApplicationScoped
public class Table {

  private final DynamoDbClient client;
  private final String name;

  Table(DynamoDbClient client, FeedbackConfig config) {
    this.client = client;
    this.name = config.table();
  }

  /** The item with this key, or an empty map. */
  public Map<String, AttributeValue> get(String partition, String sort) {
    var key = Map.of(Attr.PK, AttributeValue.fromS(partition), Attr.SK, AttributeValue.fromS(sort));
    return guarded(
        () -> client.getItem(b -> b.tableName(name).key(key).consistentRead(true)).item());
  }

  /** Writes the item, in the place of the one with its key. */
  public void put(Map<String, AttributeValue> item) {
    guarded(() -> client.putItem(b -> b.tableName(name).item(item)));
  }

  /** One page of a query. */
  public QueryResponse query(QueryRequest.Builder query) {
    return guarded(() -> client.query(query.tableName(name).consistentRead(true).build()));
  }

  private static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw Problem.unavailable(
              "The store does not answer now; repeat the request.", Duration.ofSeconds(2))
          .asException(e);
    }
  }
}

package dev.cloister.history.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.edge.problem.ProblemException;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

@QuarkusTest
class TableTest {

  private final HistoryConfig config;

  TableTest(HistoryConfig config) {
    this.config = config;
  }

  @Test
  void whatABatchLeavesUndoneIsRepeated() {
    var deleted = new ArrayList<Map<String, AttributeValue>>();
    // Each call does the first half and hands the rest back, as a busy table does.
    Table table =
        table(
            writes -> {
              int half = (writes.size() + 1) / 2;
              writes.subList(0, half).forEach(write -> deleted.add(write.deleteRequest().key()));
              return writes.subList(half, writes.size());
            });
    var keys = keys(60);
    table.deleteAll(keys);
    assertThat(deleted).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void aTableThatDoesNothingIsUnavailable() {
    Table table = table(writes -> writes);
    assertThatThrownBy(() -> table.deleteAll(keys(1)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(503));
  }

  private static List<Map<String, AttributeValue>> keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> Values.key("P", "S" + i)).toList();
  }

  private Table table(UnaryOperator<List<WriteRequest>> undone) {
    var client =
        (DynamoDbClient)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                  BatchWriteItemRequest request = request(arguments[0]);
                  assertThat(request.requestItems().get(config.table())).hasSizeLessThan(26);
                  var left = new HashMap<String, List<WriteRequest>>();
                  var rest = undone.apply(request.requestItems().get(config.table()));
                  if (!rest.isEmpty()) {
                    left.put(config.table(), rest);
                  }
                  return BatchWriteItemResponse.builder().unprocessedItems(left).build();
                });
    return new Table(client, config);
  }

  @SuppressWarnings("unchecked")
  private static BatchWriteItemRequest request(Object argument) {
    var builder = BatchWriteItemRequest.builder();
    ((java.util.function.Consumer<BatchWriteItemRequest.Builder>) argument).accept(builder);
    return builder.build();
  }
}

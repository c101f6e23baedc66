package dev.cloister.acceptance.bench.stores;

import static dev.cloister.acceptance.bench.stores.Store.s;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Lists sessions.
 *
 * @param person the owner at history-service
 */
record Lists(Rest person, Store store, History history) implements Exercise {

  private static final int PAGE = 10;
  private static final String CALL = "list sessions, " + PAGE;

  @Override
  public void served(Stopwatch watch) throws Exception {
    watch.time(CALL, () -> person.get("/v1/sessions?limit=" + PAGE));
  }

  @Override
  public void raw(Stopwatch watch) throws Exception {
    watch.time(CALL, this::query);
  }

  private QueryResponse query() {
    return store
        .client()
        .query(
            QueryRequest.builder()
                .tableName(History.TABLE)
                .indexName("by-updated")
                .keyConditionExpression("PK = :pk")
                .expressionAttributeValues(Map.of(":pk", s(history.user())))
                .scanIndexForward(false)
                .consistentRead(true)
                .limit(PAGE + 1)
                .build());
  }
}

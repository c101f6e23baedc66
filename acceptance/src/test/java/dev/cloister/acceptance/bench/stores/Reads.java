package dev.cloister.acceptance.bench.stores;

import static dev.cloister.acceptance.bench.stores.History.place;
import static dev.cloister.acceptance.bench.stores.Store.s;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Reads the newest messages of a session.
 *
 * @param person the owner at history-service
 * @param page how many
 */
record Reads(Rest person, Store store, History history, int page) implements Exercise {

  @Override
  public void served(Stopwatch watch) throws Exception {
    String path = "/v1/sessions/" + history.session() + "?limit=" + page;
    watch.time(call(), () -> person.get(path));
  }

  @Override
  public void raw(Stopwatch watch) throws Exception {
    watch.time(call(), this::query);
  }

  private String call() {
    return "read a session, " + page;
  }

  private QueryResponse query() {
    var header =
        store
            .client()
            .getItem(b -> b.tableName(History.TABLE).key(history.headerKey()).consistentRead(true))
            .item();
    long newest = Long.parseLong(header.get("sequence").n());
    return store
        .client()
        .query(
            QueryRequest.builder()
                .tableName(History.TABLE)
                .keyConditionExpression("PK = :pk AND SK BETWEEN :first AND :last")
                .expressionAttributeValues(
                    Map.of(
                        ":pk", s(history.partition()),
                        ":first", s(place(0)),
                        ":last", s(place(newest))))
                .scanIndexForward(false)
                .consistentRead(true)
                .limit(page)
                .build());
  }
}

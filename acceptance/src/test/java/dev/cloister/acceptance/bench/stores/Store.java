package dev.cloister.acceptance.bench.stores;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * DynamoDB as a service's own client reaches it.
 *
 * @param http the HTTP client, of the kind that the services use
 * @param client the SDK's, over it
 */
record Store(SdkHttpClient http, DynamoDbClient client) implements AutoCloseable {

  /** Of one transaction. */
  private static final int MOST_WRITES = 100;

  static Store at(URI endpoint) {
    var credentials = AwsBasicCredentials.create("local", "local-secret");
    SdkHttpClient http = ApacheHttpClient.create();
    return new Store(
        http,
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(credentials))
            .httpClient(http)
            .build());
  }

  static AttributeValue s(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue n(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static Map<String, AttributeValue> key(String partition, String sort) {
    return Map.of("PK", s(partition), "SK", s(sort));
  }

  /** The same to be filled. */
  static Map<String, AttributeValue> item(String partition, String sort) {
    return new HashMap<>(key(partition, sort));
  }

  static TransactWriteItem put(String table, Map<String, AttributeValue> item) {
    return TransactWriteItem.builder().put(p -> p.tableName(table).item(item)).build();
  }

  static TransactWriteItem delete(String table, Map<String, AttributeValue> key) {
    return TransactWriteItem.builder().delete(d -> d.tableName(table).key(key)).build();
  }

  /** Writes whatever there is; by transactions, each of which DynamoDB Local syncs once. */
  void write(List<TransactWriteItem> writes) {
    for (int from = 0; from < writes.size(); from += MOST_WRITES) {
      var some = writes.subList(from, Math.min(from + MOST_WRITES, writes.size()));
      client.transactWriteItems(b -> b.transactItems(some));
    }
  }

  @Override
  public void close() {
    client.close();
    http.close();
  }
}

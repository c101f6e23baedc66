package dev.cloister.localcloud.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.localcloud.FreePorts;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class DynamoDbServerTest {

  private static final Map<String, AttributeValue> ITEM =
      Map.of("id", AttributeValue.fromS("1"), "text", AttributeValue.fromS("kept"));

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsThereAfterARestart() throws Exception {
    int port = FreePorts.inARow(1);
    DynamoDbServer first = DynamoDbServer.start("127.0.0.1", port, folder);
    try (DynamoDbClient client = client(port)) {
      createTable(client);
      client.putItem(put -> put.tableName("notes").item(ITEM));
    }
    first.stop();

    DynamoDbServer second = DynamoDbServer.start("127.0.0.1", port, folder);
    try (DynamoDbClient client = client(port)) {
      Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS("1"));
      assertThat(client.getItem(get -> get.tableName("notes").key(key)).item()).isEqualTo(ITEM);
    }
    second.stop();
  }

  @Test
  void aTransactionWhoseConditionFailsWritesNothing() throws Exception {
    int port = FreePorts.inARow(1);
    DynamoDbServer server = DynamoDbServer.start("127.0.0.1", port, null);
    try (DynamoDbClient client = client(port)) {
      createTable(client);
      client.putItem(put -> put.tableName("notes").item(ITEM));
      Map<String, AttributeValue> other = Map.of("id", AttributeValue.fromS("2"));

      Put first = Put.builder().tableName("notes").item(other).build();
      Put second =
          Put.builder()
              .tableName("notes")
              .item(ITEM)
              .conditionExpression("attribute_not_exists(id)")
              .build();

      assertThatThrownBy(
              () ->
                  client.transactWriteItems(all -> all.transactItems(write(first), write(second))))
          .isInstanceOf(TransactionCanceledException.class);

      assertThat(client.scan(scan -> scan.tableName("notes")).count()).isEqualTo(1);
    }
    server.stop();
  }

  private static void createTable(DynamoDbClient client) {
    client.createTable(
        table ->
            table
                .tableName("notes")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build()));
  }

  private static TransactWriteItem write(Put put) {
    return TransactWriteItem.builder().put(put).build();
  }

  private static DynamoDbClient client(int port) {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + port))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "body")))
        .build();
  }
}

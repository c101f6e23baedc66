package dev.cloister.feedback.store;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Makes the table at start where that is switched on; a table that is there stays as it is. */
@ApplicationScoped
class TableAtStart {

  private final DynamoDbClient client;
  private final FeedbackConfig config;

  TableAtStart(DynamoDbClient client, FeedbackConfig config) {
    this.client = client;
    this.config = config;
  }

  void make(@Observes StartupEvent start) {
    if (config.create()) {
      try {
        client.createTable(table());
      } catch (ResourceInUseException e) {
        // It is there already, or another pod is just making it.
      }
      client.waiter().waitUntilTableExists(b -> b.tableName(config.table()));
    }
  }

  private CreateTableRequest table() {
    return CreateTableRequest.builder()
        .tableName(config.table())
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(attribute(Attr.PK), attribute(Attr.SK), attribute(Attr.CREATED_AT))
        .keySchema(key(Attr.PK, KeyType.HASH), key(Attr.SK, KeyType.RANGE))
        .localSecondaryIndexes(
            LocalSecondaryIndex.builder()
                .indexName(Attr.BY_CREATED)
                .keySchema(key(Attr.PK, KeyType.HASH), key(Attr.CREATED_AT, KeyType.RANGE))
                .projection(p -> p.projectionType(ProjectionType.ALL))
                .build())
        .build();
  }

  private static AttributeDefinition attribute(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}

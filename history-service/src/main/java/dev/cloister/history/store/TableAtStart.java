package dev.cloister.history.store;

import static software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType.N;
import static software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType.S;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Makes the table at start where that is switched on; a table that is there stays as it is. */
@ApplicationScoped
class TableAtStart {

  private final DynamoDbClient client;
  private final HistoryConfig config;

  TableAtStart(DynamoDbClient client, HistoryConfig config) {
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
      expire();
    }
  }

  private CreateTableRequest table() {
    return CreateTableRequest.builder()
        .tableName(config.table())
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            attribute(Attr.PK, S), attribute(Attr.SK, S), attribute(Attr.UPDATED_AT, N))
        .keySchema(key(Attr.PK, KeyType.HASH), key(Attr.SK, KeyType.RANGE))
        .localSecondaryIndexes(
            LocalSecondaryIndex.builder()
                .indexName(Attr.BY_UPDATED)
                .keySchema(key(Attr.PK, KeyType.HASH), key(Attr.UPDATED_AT, KeyType.RANGE))
                .projection(p -> p.projectionType(ProjectionType.ALL))
                .build())
        .build();
  }

  private void expire() {
    if (!isExpiring()) {
      try {
        client.updateTimeToLive(
            b ->
                b.tableName(config.table())
                    .timeToLiveSpecification(t -> t.attributeName(Attr.EXPIRES_AT).enabled(true)));
      } catch (DynamoDbException e) {
        if (!isExpiring()) {
          throw e;
        } // Else another pod was a moment earlier.
      }
    }
  }

  private boolean isExpiring() {
    return client
            .describeTimeToLive(b -> b.tableName(config.table()))
            .timeToLiveDescription()
            .timeToLiveStatus()
        != TimeToLiveStatus.DISABLED;
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}

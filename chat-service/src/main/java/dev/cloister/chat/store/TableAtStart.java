package dev.cloister.chat.store;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.interceptor.Interceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Makes the table at start where that is switched on; a table that is there stays as it is. */
@ApplicationScoped
class TableAtStart {

  private final Instance<DynamoDbClient> clients;
  private final UsageTableConfig config;

  TableAtStart(Instance<DynamoDbClient> clients, UsageTableConfig config) {
    this.clients = clients;
    this.config = config;
  }

  void make(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent start) {
    if (config.create()) {
      DynamoDbClient client = clients.get();
      try {
        client.createTable(table());
      } catch (ResourceInUseException e) {
        // It is there already, or another pod is just making it.
      }
      client.waiter().waitUntilTableExists(b -> b.tableName(config.table()));
      expire(client);
    }
  }

  private CreateTableRequest table() {
    return CreateTableRequest.builder()
        .tableName(config.table())
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(attribute(Attr.PK), attribute(Attr.SK), attribute(Attr.DAY_SHARD))
        .keySchema(key(Attr.PK, KeyType.HASH), key(Attr.SK, KeyType.RANGE))
        .globalSecondaryIndexes(
            GlobalSecondaryIndex.builder()
                .indexName(Attr.BY_DAY)
                .keySchema(key(Attr.DAY_SHARD, KeyType.HASH), key(Attr.PK, KeyType.RANGE))
                .projection(p -> p.projectionType(ProjectionType.ALL))
                .build())
        .build();
  }

  private void expire(DynamoDbClient client) {
    if (!isExpiring(client)) {
      try {
        client.updateTimeToLive(
            b ->
                b.tableName(config.table())
                    .timeToLiveSpecification(t -> t.attributeName(Attr.EXPIRES_AT).enabled(true)));
      } catch (DynamoDbException e) {
        if (!isExpiring(client)) {
          throw e;
        } // Else another pod was a moment earlier.
      }
    }
  }

  private boolean isExpiring(DynamoDbClient client) {
    return client
            .describeTimeToLive(b -> b.tableName(config.table()))
            .timeToLiveDescription()
            .timeToLiveStatus()
        != TimeToLiveStatus.DISABLED;
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

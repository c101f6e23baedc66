package dev.cloister.history.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.history.Settings;
import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

@QuarkusTest
class TableAtStartTest {

  private final String name = "at-start-" + UUID.randomUUID();
  private final HistoryConfig config =
      Settings.of(Map.of("cloister.history.table", name, "cloister.history.create", "true"));
  private final AtomicInteger switchedOn = new AtomicInteger();
  private final DynamoDbClient dynamo;

  TableAtStartTest(DynamoDbClient dynamo) {
    this.dynamo = ClientProxy.unwrap(dynamo);
  }

  @AfterEach
  void remove() {
    dynamo.deleteTable(b -> b.tableName(name));
  }

  @Test
  void aPodThatStartsLaterLeavesTheTableAsItIs() {
    start(dynamo);
    start(dynamo);
    expires();
  }

  @Test
  void aPodThatStartsAtTheSameTimeStartsAsWell() {
    start(aMomentLater());
    assertThat(switchedOn).hasPositiveValue();
    expires();
  }

  private void start(DynamoDbClient client) {
    new TableAtStart(client, config).make(new StartupEvent());
  }

  private void expires() {
    TimeToLiveDescription expiry =
        dynamo.describeTimeToLive(b -> b.tableName(name)).timeToLiveDescription();
    assertThat(expiry.timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
    assertThat(expiry.attributeName()).isEqualTo(Attr.EXPIRES_AT);
  }

  /** A client before whose change another pod makes the same one. */
  private DynamoDbClient aMomentLater() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              try {
                if (method.getName().equals("updateTimeToLive")) {
                  method.invoke(dynamo, arguments);
                  switchedOn.incrementAndGet();
                }
                return method.invoke(dynamo, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}

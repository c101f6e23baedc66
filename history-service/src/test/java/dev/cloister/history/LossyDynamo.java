package dev.cloister.history;

import dev.cloister.localcloud.testkit.LossyProxy;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.junit.QuarkusMock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts a network that loses what it is told between the service under test and DynamoDB. */
public final class LossyDynamo implements AutoCloseable {

  private final DynamoDbClient real =
      ClientProxy.unwrap(Arc.container().select(DynamoDbClient.class).get());
  private final LossyProxy network;
  private final DynamoDbClient client;

  /** From now on the service's calls go this way. */
  public LossyDynamo() throws IOException {
    network =
        new LossyProxy(
            URI.create(
                ConfigProvider.getConfig()
                    .getValue("quarkus.dynamodb.endpoint-override", String.class)));
    client =
        Stores.dynamo()
            .endpointOverride(network.uri())
            .overrideConfiguration(
                c ->
                    c.apiCallAttemptTimeout(Duration.ofSeconds(2))
                        .apiCallTimeout(Duration.ofSeconds(7)))
            .build();
    QuarkusMock.installMockForType(client, DynamoDbClient.class);
  }

  /** Decides by the operation, for example {@code UpdateItem}. */
  public void decide(Function<String, LossyProxy.Fate> fates) {
    network.decide(
        request -> fates.apply(request.target().substring(request.target().indexOf('.') + 1)));
  }

  /** The service's calls go their usual way again. */
  @Override
  public void close() {
    QuarkusMock.installMockForType(real, DynamoDbClient.class);
    network.close();
    client.close();
  }
}

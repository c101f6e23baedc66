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
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts a network that loses what it is told between the service under test and DynamoDB. */
public final class LossyDynamo implements AutoCloseable {

  private final DynamoDbClient real =
      ClientProxy.unwrap(Arc.container().select(DynamoDbClient.class).get());
  private final LossyProxy network;
  private final DynamoDbClient client;

  /** From now on the service's calls go this way. */
  public LossyDynamo() throws IOException {
    network = new LossyProxy(URI.create(setting("endpoint-override")));
    String credentials = "aws.credentials.static-provider.";
    client =
        DynamoDbClient.builder()
            .endpointOverride(network.uri())
            .region(Region.of(setting("aws.region")))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        setting(credentials + "access-key-id"),
                        setting(credentials + "secret-access-key"))))
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

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue("quarkus.dynamodb." + name, String.class);
  }
}

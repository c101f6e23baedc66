package dev.cloister.history.cost;

import dev.cloister.history.Stores;
import dev.cloister.localcloud.testkit.cost.Bill;
import dev.cloister.localcloud.testkit.cost.Meter;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.junit.QuarkusMock;
import org.eclipse.microprofile.config.ConfigProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients that count, in the place of the service's until they are closed. */
final class MeteredClients implements AutoCloseable {

  private final Meter meter = new Meter();
  private final DynamoDbClient realDynamo =
      ClientProxy.unwrap(Arc.container().select(DynamoDbClient.class).get());
  private final S3Client realS3 = ClientProxy.unwrap(Arc.container().select(S3Client.class).get());
  private final DynamoDbClient dynamo = metered(Stores.dynamo()).build();
  private final S3Client s3 = metered(Stores.s3()).build();

  MeteredClients() {
    QuarkusMock.installMockForType(dynamo, DynamoDbClient.class);
    QuarkusMock.installMockForType(s3, S3Client.class);
  }

  /** What callers have cost since it was last read. */
  Bill readCallers() {
    return meter.readCallers();
  }

  /** What sweeps have cost since it was last read. */
  Bill readSweeps() {
    return meter.readSweeps();
  }

  /** How many chores sweeps have done. */
  int choresDone() {
    return meter.done();
  }

  Seed seed() {
    return new Seed(
        realDynamo, ConfigProvider.getConfig().getValue("cloister.history.table", String.class));
  }

  @Override
  public void close() {
    QuarkusMock.installMockForType(realDynamo, DynamoDbClient.class);
    QuarkusMock.installMockForType(realS3, S3Client.class);
    dynamo.close();
    s3.close();
  }

  private <B extends AwsClientBuilder<B, ?>> B metered(B builder) {
    return builder.overrideConfiguration(c -> c.addExecutionInterceptor(meter));
  }
}

package dev.cloister.history.cost;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.junit.QuarkusMock;
import java.net.URI;
import org.eclipse.microprofile.config.ConfigProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients that count, in the place of the service's until they are closed. */
final class MeteredClients implements AutoCloseable {

  private final Meter meter = new Meter();
  private final DynamoDbClient realDynamo =
      ClientProxy.unwrap(Arc.container().select(DynamoDbClient.class).get());
  private final S3Client realS3 = ClientProxy.unwrap(Arc.container().select(S3Client.class).get());
  private final DynamoDbClient dynamo = metered("dynamodb", DynamoDbClient.builder()).build();
  private final S3Client s3 = metered("s3", S3Client.builder().forcePathStyle(true)).build();

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

  private <B extends AwsClientBuilder<B, ?>> B metered(String service, B builder) {
    String credentials = service + ".aws.credentials.static-provider.";
    return builder
        .endpointOverride(URI.create(setting(service + ".endpoint-override")))
        .region(Region.of(setting(service + ".aws.region")))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    setting(credentials + "access-key-id"),
                    setting(credentials + "secret-access-key"))))
        .overrideConfiguration(c -> c.addExecutionInterceptor(meter));
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue("quarkus." + name, String.class);
  }
}

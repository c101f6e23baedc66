package dev.cloister.chat.usage;

import dev.cloister.chat.store.UsageTableConfig;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@QuarkusIntegrationTest
class BudgetOverHttpIT extends BudgetOverHttpTest {}

/** Beside the executable stand stores of this JVM, as those of other pods do. */
@QuarkusIntegrationTest
class UsageIT extends UsageTest {

  private static final DynamoDbClient CLIENT =
      DynamoDbClient.builder()
          .endpointOverride(
              URI.create(
                  ConfigProvider.getConfig()
                      .getValue("quarkus.dynamodb.endpoint-override", String.class)))
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local-secret")))
          .build();

  UsageIT() {
    super(CLIENT, new Defaults("cloister-usage", true, Duration.ofDays(400)));
  }

  private record Defaults(String table, boolean create, Duration retention)
      implements UsageTableConfig {}
}

package dev.cloister.history;

import java.net.URI;
import org.eclipse.microprofile.config.ConfigProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The service's stores, reached by clients of the tests' own. */
public final class Stores {

  private Stores() {}

  /** A client that is not yet built. */
  public static DynamoDbClientBuilder dynamo() {
    return at("dynamodb", DynamoDbClient.builder());
  }

  /** A client that is not yet built. */
  public static S3ClientBuilder s3() {
    return at("s3", S3Client.builder().forcePathStyle(true));
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(String service, B builder) {
    String credentials = service + ".aws.credentials.static-provider.";
    return builder
        .endpointOverride(URI.create(setting(service + ".endpoint-override")))
        .region(Region.of(setting(service + ".aws.region")))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    setting(credentials + "access-key-id"),
                    setting(credentials + "secret-access-key"))));
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue("quarkus." + name, String.class);
  }
}

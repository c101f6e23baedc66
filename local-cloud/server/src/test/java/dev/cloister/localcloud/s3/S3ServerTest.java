package dev.cloister.localcloud.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.localcloud.FreePorts;
import dev.cloister.localcloud.LocalCredentials;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class S3ServerTest {

  @TempDir Path folder;
  private int port;
  private S3Server server;

  @BeforeEach
  void start() throws Exception {
    port = FreePorts.inARow(1);
    server = S3Server.start("127.0.0.1", port, folder);
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void anObjectIsThereAfterARestart() throws Exception {
    try (S3Client client = client(LocalCredentials.SECRET_ACCESS_KEY)) {
      client.createBucket(bucket -> bucket.bucket("letters"));
      client.putObject(put -> put.bucket("letters").key("a/b"), RequestBody.fromString("kept"));
    }
    server.stop();
    server = S3Server.start("127.0.0.1", port, folder);

    try (S3Client client = client(LocalCredentials.SECRET_ACCESS_KEY)) {
      assertThat(client.getObjectAsBytes(get -> get.bucket("letters").key("a/b")).asUtf8String())
          .isEqualTo("kept");
      assertThat(client.listObjectsV2(list -> list.bucket("letters")).contents()).hasSize(1);
    }
  }

  @Test
  void aWrongSecretOpensNothing() {
    try (S3Client stranger = client("guess")) {
      assertThatThrownBy(() -> stranger.createBucket(bucket -> bucket.bucket("letters")))
          .isInstanceOfSatisfying(
              S3Exception.class, refused -> assertThat(refused.statusCode()).isEqualTo(403));
    }
  }

  @Test
  void aPresignedAddressWorksUntilItIsTamperedWith() throws Exception {
    try (S3Client client = client(LocalCredentials.SECRET_ACCESS_KEY);
        S3Presigner presigner = presigner();
        HttpClient http = HttpClient.newHttpClient()) {
      client.createBucket(bucket -> bucket.bucket("letters"));
      client.putObject(put -> put.bucket("letters").key("a"), RequestBody.fromString("mine"));
      client.putObject(put -> put.bucket("letters").key("b"), RequestBody.fromString("not mine"));
      String address =
          presigner
              .presignGetObject(
                  sign ->
                      sign.signatureDuration(Duration.ofMinutes(1))
                          .getObjectRequest(get -> get.bucket("letters").key("a")))
              .url()
              .toString();

      assertThat(status(http, address)).isEqualTo(200);
      assertThat(status(http, address.replace("/letters/a?", "/letters/b?"))).isEqualTo(403);
    }
  }

  private static int status(HttpClient http, String address) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private S3Client client(String secret) {
    return S3Client.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + port))
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(credentials(secret))
        .build();
  }

  private S3Presigner presigner() {
    return S3Presigner.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + port))
        .region(Region.US_EAST_1)
        .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
        .credentialsProvider(credentials(LocalCredentials.SECRET_ACCESS_KEY))
        .build();
  }

  private static StaticCredentialsProvider credentials(String secret) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(LocalCredentials.ACCESS_KEY_ID, secret));
  }
}

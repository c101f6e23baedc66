package dev.cloister.localcloud.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.localcloud.LocalCredentials;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.InvalidIdentityTokenException;
import software.amazon.awssdk.services.sts.model.StsException;

class StsServerTest {

  private static final String ROLE = "arn:aws:iam::111122223333:role/cloister/cloister-chat";

  private final Vertx vertx = Vertx.vertx();
  private StsClient sts;

  @BeforeEach
  void start() {
    sts = client(done(StsServer.start(vertx, 0)).actualPort(), "none");
  }

  @AfterEach
  void stop() {
    done(vertx.close());
  }

  @Test
  void aTokenBecomesARole() {
    var assumed = assume(r -> {});
    assertThat(assumed.credentials().accessKeyId()).isEqualTo(LocalCredentials.ACCESS_KEY_ID);
    assertThat(assumed.credentials().expiration()).isInTheFuture();

    int port = sts.serviceClientConfiguration().endpointOverride().orElseThrow().getPort();
    assertThat(client(port, assumed.credentials().sessionToken()).getCallerIdentity().arn())
        .isEqualTo("arn:aws:sts::111122223333:assumed-role/cloister-chat/pod");
  }

  @Test
  void whatIsNoTokenBecomesNothing() {
    assertThatThrownBy(() -> assume(r -> r.webIdentityToken("secret")))
        .isInstanceOf(InvalidIdentityTokenException.class);
    assertThatThrownBy(() -> assume(r -> r.roleArn("arn:aws:iam::111122223333:user/alice")))
        .isInstanceOf(StsException.class);
  }

  private AssumeRoleWithWebIdentityResponse assume(
      Consumer<AssumeRoleWithWebIdentityRequest.Builder> change) {
    return sts.assumeRoleWithWebIdentity(
        r ->
            r.roleArn(ROLE)
                .roleSessionName("pod")
                .webIdentityToken("eyJh.eyJz.c2ln")
                .applyMutation(change));
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private static StsClient client(int port, String session) {
    var credentials =
        AwsSessionCredentials.create(
            LocalCredentials.ACCESS_KEY_ID, LocalCredentials.SECRET_ACCESS_KEY, session);
    return StsClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + port))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .build();
  }
}

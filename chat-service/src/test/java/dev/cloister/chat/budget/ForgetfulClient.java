package dev.cloister.chat.budget;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A client of the same store, on whose connection replies are lost after the store has done as it
 * was told. The SDK above it tries again, as it does.
 */
public final class ForgetfulClient implements SdkHttpClient {

  private final SdkHttpClient http = ApacheHttpClient.create();
  private final DynamoDbClient client;
  private final AtomicInteger toLose = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile String operation = "";
  private volatile boolean down;

  /** Reaches the store that this one reaches. */
  public ForgetfulClient(DynamoDbClient like) {
    this(like, o -> {});
  }

  private ForgetfulClient(DynamoDbClient like, Consumer<ClientOverrideConfiguration.Builder> more) {
    var config = like.serviceClientConfiguration();
    this.client =
        DynamoDbClient.builder()
            .httpClient(this)
            .endpointOverride(config.endpointOverride().orElseThrow())
            .region(config.region())
            .overrideConfiguration(more)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("local", "local-secret")))
            .build();
  }

  /** One whose SDK does not try again. */
  public static ForgetfulClient withoutRetries(DynamoDbClient like) {
    return new ForgetfulClient(like, o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  /** The client. */
  public DynamoDbClient client() {
    return client;
  }

  /** The next so many replies to this operation do not arrive. */
  public void loseRepliesOf(String name, int times) {
    operation = name;
    toLose.set(times);
  }

  /** Nothing arrives any more, or all does again. */
  public void failAll(boolean isDown) {
    down = isDown;
  }

  /** How many replies were lost. */
  public int lost() {
    return lost.get();
  }

  /** How many requests did not arrive. */
  public int failed() {
    return failed.get();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    var call = http.prepareRequest(request);
    String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        if (down) {
          failed.incrementAndGet();
          throw new IOException("the store cannot be reached");
        }
        HttpExecuteResponse response = call.call();
        if (target.endsWith("." + operation) && toLose.getAndDecrement() > 0) {
          lost.incrementAndGet();
          throw new IOException("the reply was lost");
        }
        return response;
      }

      @Override
      public void abort() {
        call.abort();
      }
    };
  }

  @Override
  public void close() {
    http.close();
  }
}

package dev.cloister.localcloud.bedrock;

import dev.cloister.localcloud.testkit.StandIn;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/** A stand-in on a free port, with the real clients pointed at it. */
final class Running implements AutoCloseable {

  static final String NOVA = "amazon.nova-lite-v1:0";
  static final String CLAUDE = "anthropic.claude-sonnet-4-5-20250929-v1:0";
  static final String CLAUDE_PROFILE = "us." + CLAUDE;
  static final String LLAMA = "meta.llama3-1-8b-instruct-v1:0";
  static final String MISTRAL = "mistral.mistral-7b-instruct-v0:2";
  static final String TITAN = "amazon.titan-embed-text-v2:0";

  /** What a signed request carries; the stand-in reads its scope only. */
  static final String SIGNATURE =
      "AWS4-HMAC-SHA256 Credential=local/20260101/us-west-2/bedrock/aws4_request,"
          + " SignedHeaders=host, Signature=00";

  private final Vertx vertx = Vertx.vertx();
  private final BedrockStandIn server;
  private final URI uri;
  private final BedrockRuntimeAsyncClient async;
  private final BedrockRuntimeClient sync;
  private final BedrockClient catalog;

  Running(BedrockOptions options) {
    server =
        BedrockStandIn.start(vertx, options.tokenPace(Duration.ZERO))
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(30, TimeUnit.SECONDS)
            .join();
    uri = URI.create("http://127.0.0.1:" + server.port());
    async =
        local(BedrockRuntimeAsyncClient.builder())
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP2))
            .build();
    sync =
        local(BedrockRuntimeClient.builder())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    catalog =
        local(BedrockClient.builder()).httpClientBuilder(UrlConnectionHttpClient.builder()).build();
  }

  BedrockRuntimeAsyncClient async() {
    return async;
  }

  BedrockRuntimeClient sync() {
    return sync;
  }

  BedrockClient catalog() {
    return catalog;
  }

  BedrockStandIn server() {
    return server;
  }

  StandIn control() {
    return new StandIn(uri);
  }

  Vertx vertx() {
    return vertx;
  }

  /** A plain client, for what the SDK hides. HTTP/2 is by prior knowledge. */
  HttpClient plain(HttpVersion version) {
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setProtocolVersion(version)
            .setHttp2ClearTextUpgrade(false)
            .setDefaultHost("127.0.0.1")
            .setDefaultPort(server.port()));
  }

  private <B extends AwsClientBuilder<B, C>, C> B local(B builder) {
    return builder
        .endpointOverride(uri)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local-secret")))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  @Override
  public void close() {
    async.close();
    sync.close();
    catalog.close();
    server.close().toCompletionStage().toCompletableFuture().join();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}

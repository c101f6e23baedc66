package dev.cloister.chat.bedrock;

import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrock.BedrockAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Makes the SDK's clients. There is no Bedrock extension to do it. */
@ApplicationScoped
class BedrockClients {

  private final BedrockConfig config;
  private final Optional<StsAssumeRoleCredentialsProvider> role;

  BedrockClients(BedrockConfig config) {
    this.config = config;
    this.role = config.role().map(this::session);
  }

  @Produces
  @Singleton
  SdkAsyncHttpClient http(Vertx vertx) {
    return new VertxHttpClient(vertx, config);
  }

  void closeHttp(@Disposes SdkAsyncHttpClient http) {
    http.close();
  }

  @Produces
  @Singleton
  BedrockRuntimeAsyncClient runtime(SdkAsyncHttpClient http) {
    return configured(BedrockRuntimeAsyncClient.builder(), http, config.runtimeEndpoint()).build();
  }

  void closeRuntime(@Disposes BedrockRuntimeAsyncClient client) {
    client.close();
  }

  @Produces
  @Singleton
  BedrockAsyncClient control(SdkAsyncHttpClient http) {
    return configured(BedrockAsyncClient.builder(), http, config.controlEndpoint()).build();
  }

  void closeControl(@Disposes BedrockAsyncClient client) {
    client.close();
  }

  private <B extends AwsClientBuilder<B, ?> & AwsAsyncClientBuilder<B, ?>> B configured(
      B builder, SdkAsyncHttpClient http, Optional<URI> endpoint) {
    builder.httpClient(http);
    // The SDK repeats a call that is throttled in mid-stream, and its deltas come twice: retries
    // are ours, and only before the first token.
    builder.overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
    // Completions run on the event loop that made them; nothing here blocks it.
    builder.asyncConfiguration(
        a ->
            a.advancedOption(
                SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run));
    endpoint.ifPresent(builder::endpointOverride);
    config.region().map(Region::of).ifPresent(builder::region);
    config
        .credentials()
        .map(c -> AwsBasicCredentials.create(c.accessKeyId(), c.secretAccessKey()))
        .map(StaticCredentialsProvider::create)
        .ifPresent(builder::credentialsProvider);
    role.ifPresent(builder::credentialsProvider);
    return builder;
  }

  /** Taken anew some minutes before it ends, in the background. */
  private StsAssumeRoleCredentialsProvider session(BedrockConfig.Role taken) {
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(StsClient.create())
        .asyncCredentialUpdateEnabled(true)
        .refreshRequest(
            r ->
                r.roleArn(taken.arn())
                    .roleSessionName("chat-service")
                    .externalId(taken.externalId().orElse(null)))
        .build();
  }

  @PreDestroy
  void close() {
    role.ifPresent(StsAssumeRoleCredentialsProvider::close);
  }
}

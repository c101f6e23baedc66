package dev.cloister.chat.bedrock;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How Amazon Bedrock is reached. */
@ConfigMapping(prefix = "cloister.bedrock")
interface BedrockConfig {

  /** The AWS region. Unset: the SDK's default chain ({@code AWS_REGION}). */
  Optional<String> region();

  /**
   * The runtime's endpoint, for instance a VPC endpoint's own name. Unset: the SDK's default chain
   * ({@code AWS_ENDPOINT_URL_BEDROCK_RUNTIME}, then the region's name).
   */
  Optional<URI> runtimeEndpoint();

  /** The control plane's endpoint, which lists models. Unset: as for the runtime. */
  Optional<URI> controlEndpoint();

  /** Static credentials, for a local cloud. Unset: the SDK's default chain (IRSA, Pod Identity). */
  Optional<Credentials> credentials();

  /** How long to wait for a connection. */
  @WithDefault("3s")
  Duration connectTimeout();

  /** Most connections to the runtime; HTTP/2 carries many streams on each. */
  @WithDefault("64")
  int maxConnections();

  /** An AWS key pair. */
  interface Credentials {

    /** The access key's id. */
    String accessKeyId();

    /** The secret access key. */
    String secretAccessKey();
  }
}

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

  /** A role of the account whose models are used, taken by the role of this service. */
  Optional<Role> role();

  /** The guardrail that every call names; the role's policy should refuse calls without it. */
  Optional<Guardrail> guardrail();

  /** How long to wait for a connection. */
  @WithDefault("3s")
  Duration connectTimeout();

  /**
   * Most connections to the runtime, an equal share for each event loop; HTTP/2 carries many
   * streams on each.
   */
  @WithDefault("64")
  int maxConnections();

  /** A role to take. */
  interface Role {

    /** Its ARN. */
    String arn();

    /** What its trust policy wants to be told, where it does. */
    Optional<String> externalId();
  }

  /** A guardrail of Bedrock. */
  interface Guardrail {

    /** Its id or ARN. */
    String id();

    // Members with a default would make a guardrail of nothing.

    /** A number, or {@code DRAFT} where it is not set. */
    Optional<String> version();

    /** Whether a stream waits for its text to be looked at, as it does where this is not set. */
    Optional<Mode> mode();

    /** {@code ASYNC} is faster, and shows text before it is looked at. */
    enum Mode {
      SYNC,
      ASYNC
    }
  }

  /** An AWS key pair. */
  interface Credentials {

    /** The access key's id. */
    String accessKeyId();

    /** The secret access key. */
    String secretAccessKey();
  }
}

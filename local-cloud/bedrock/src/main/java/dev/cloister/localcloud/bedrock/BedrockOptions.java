package dev.cloister.localcloud.bedrock;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the stand-in is started. Begin with {@link #on} and change what differs.
 *
 * @param host the address to listen on
 * @param port 0 for any free one
 * @param documents folder of Markdown and text files to answer from; null for none
 * @param modelUrl base of an OpenAI-compatible server, for example {@code
 *     http://127.0.0.1:11434/v1}, to relay to instead of answering; null for none
 * @param modelKey bearer token for it; null for none
 * @param modelName what to ask it for; null for the first that it lists
 * @param tokenPace from one token to the next; zero for as fast as the reader takes
 */
public record BedrockOptions(
    String host,
    int port,
    Path documents,
    URI modelUrl,
    String modelKey,
    String modelName,
    Duration tokenPace) {

  /** A pace at which one can read along. */
  public static final Duration HUMAN_PACE = Duration.ofMillis(25);

  public BedrockOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be from 0 to 65535");
    }
    if (tokenPace.isNegative()) {
      throw new IllegalArgumentException("tokenPace must not be negative");
    }
  }

  /** On 127.0.0.1, no documents, no relay, {@link #HUMAN_PACE}. */
  public static BedrockOptions on(int port) {
    return new BedrockOptions("127.0.0.1", port, null, null, null, null, HUMAN_PACE);
  }

  public BedrockOptions host(String address) {
    return new BedrockOptions(address, port, documents, modelUrl, modelKey, modelName, tokenPace);
  }

  public BedrockOptions documents(Path folder) {
    return new BedrockOptions(host, port, folder, modelUrl, modelKey, modelName, tokenPace);
  }

  /** Relays to this server; key and name may be null. */
  public BedrockOptions relay(URI url, String key, String name) {
    return new BedrockOptions(host, port, documents, url, key, name, tokenPace);
  }

  public BedrockOptions tokenPace(Duration pace) {
    return new BedrockOptions(host, port, documents, modelUrl, modelKey, modelName, pace);
  }

  @Override
  public String toString() {
    return "BedrockOptions[port=%d, documents=%s, modelUrl=%s]"
        .formatted(port, documents, modelUrl);
  }
}

package dev.cloister.localcloud.bedrock.converse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloister.localcloud.bedrock.wire.AwsException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The part of the operation's body that the stand-in reads, and the names of all its members. Lists
 * are never null.
 */
record ConverseRequest(
    List<Message> messages,
    List<JsonNode> system,
    InferenceConfig inferenceConfig,
    GuardrailConfig guardrailConfig,
    List<String> members) {

  // A document that is too large is told so by the rules, not by the parser.
  private static final StreamReadConstraints AS_LONG_AS_THE_BODY =
      StreamReadConstraints.builder().maxStringLength(ConverseRoutes.MAX_BODY).build();
  private static final ObjectMapper JSON =
      new ObjectMapper(JsonFactory.builder().streamReadConstraints(AS_LONG_AS_THE_BODY).build())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  ConverseRequest {
    messages = messages == null ? List.of() : messages;
    system = system == null ? List.of() : system;
    inferenceConfig =
        inferenceConfig == null ? new InferenceConfig(null, null, null, null) : inferenceConfig;
    members = members == null ? List.of() : members;
  }

  /** Content blocks stay JSON: each has one member, named after what it is. */
  record Message(String role, List<JsonNode> content) {
    Message {
      content = content == null ? List.of() : content;
    }
  }

  record InferenceConfig(
      Integer maxTokens, Double temperature, Double topP, List<String> stopSequences) {
    InferenceConfig {
      stopSequences = stopSequences == null ? List.of() : stopSequences;
    }
  }

  record GuardrailConfig(
      String guardrailIdentifier, String guardrailVersion, String streamProcessingMode) {}

  /** Id, version and mode, as far as they are given, or null. */
  String guardrail() {
    return guardrailConfig == null
        ? null
        : Stream.of(
                guardrailConfig.guardrailIdentifier(),
                guardrailConfig.guardrailVersion(),
                guardrailConfig.streamProcessingMode())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(":"));
  }

  /**
   * @throws AwsException 400 where it is not such a body
   */
  static ConverseRequest parse(Buffer body) {
    try {
      JsonNode tree = JSON.readTree(body.getBytes());
      if (tree.isObject()) {
        ConverseRequest read = JSON.treeToValue(tree, ConverseRequest.class);
        List<String> members = new ArrayList<>();
        tree.fieldNames().forEachRemaining(members::add);
        return new ConverseRequest(
            read.messages, read.system, read.inferenceConfig, read.guardrailConfig, members);
      }
    } catch (IOException e) {
      // Said below in the service's words, which do not say where either.
    }
    throw new AwsException(400, "SerializationException", "The request body is not valid JSON.");
  }
}

package dev.cloister.localcloud.bedrock.converse;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloister.localcloud.bedrock.wire.AwsException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/** The part of the operation's body that the stand-in reads. Lists are never null. */
record ConverseRequest(
    List<Message> messages, List<JsonNode> system, InferenceConfig inferenceConfig) {

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  ConverseRequest {
    messages = messages == null ? List.of() : messages;
    system = system == null ? List.of() : system;
    inferenceConfig =
        inferenceConfig == null ? new InferenceConfig(null, null, null, null) : inferenceConfig;
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

  /**
   * @throws AwsException 400 where it is not such a body
   */
  static ConverseRequest parse(Buffer body) {
    try {
      ConverseRequest request = JSON.readValue(body.getBytes(), ConverseRequest.class);
      if (request != null) {
        return request;
      }
    } catch (IOException e) {
      // Said below in the service's words, which do not say where either.
    }
    throw new AwsException(400, "SerializationException", "The request body is not valid JSON.");
  }
}

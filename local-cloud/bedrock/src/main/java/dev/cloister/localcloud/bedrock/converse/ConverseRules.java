package dev.cloister.localcloud.bedrock.converse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.localcloud.bedrock.answer.Question;
import dev.cloister.localcloud.bedrock.answer.Question.Role;
import dev.cloister.localcloud.bedrock.answer.Question.Turn;
import dev.cloister.localcloud.bedrock.catalog.Model;
import dev.cloister.localcloud.bedrock.converse.ConverseRequest.InferenceConfig;
import dev.cloister.localcloud.bedrock.converse.ConverseRequest.Message;
import dev.cloister.localcloud.bedrock.wire.AwsException;
import java.util.ArrayList;
import java.util.List;

/** Turns a request into a question, or refuses it in the service's own words. */
final class ConverseRules {

  private ConverseRules() {}

  static Question check(Model model, ConverseRequest request) {
    List<Turn> turns = new ArrayList<>();
    AttachmentRules attachments = new AttachmentRules();
    for (int i = 0; i < request.messages().size(); i++) {
      Message message = request.messages().get(i);
      Role role = role(message, i);
      String text = text(message.content(), i);
      turns.add(new Turn(role, text, attachments.read(role, message.content(), i)));
    }
    checkOrder(turns);
    InferenceConfig config = request.inferenceConfig();
    checkConfig(config);
    Question question =
        new Question(
            model,
            system(request.system()),
            List.copyOf(turns),
            config.maxTokens(),
            config.stopSequences(),
            config.temperature(),
            config.topP());
    // Not for a guess is a document refused that the service would have taken.
    if (question.inputTokens() - question.guessedTokens() > model.windowTokens()) {
      throw AwsException.validation("Input is too long for requested model.");
    }
    return question;
  }

  private static Role role(Message message, int i) {
    return switch (message.role()) {
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      case null, default ->
          throw AwsException.validation(
              ("1 validation error detected: Value '%s' at 'messages.%d.member.role' failed to"
                      + " satisfy constraint: Member must satisfy enum value set: [user, assistant]")
                  .formatted(message.role(), i + 1));
    };
  }

  private static String text(List<JsonNode> content, int i) {
    if (content.isEmpty()) {
      throw AwsException.validation(
          ("The content field in the Message object at messages.%d is empty. Add a ContentBlock"
                  + " object to the content field and try again.")
              .formatted(i));
    }
    StringBuilder text = new StringBuilder();
    for (int block = 0; block < content.size(); block++) {
      JsonNode value = content.get(block).path("text");
      if (value.isTextual() && value.asText().isBlank()) {
        throw AwsException.validation(
            ("The text field in the ContentBlock object at messages.%d.content.%d is blank. Add"
                    + " text to the text field, and try again.")
                .formatted(i, block));
      }
      if (value.isTextual()) {
        text.append(text.isEmpty() ? "" : "\n").append(value.asText());
      }
    }
    return text.toString();
  }

  private static void checkOrder(List<Turn> turns) {
    if (turns.isEmpty() || turns.getFirst().role() != Role.USER) {
      throw AwsException.validation(
          "A conversation must start with a user message. Try again with a conversation that"
              + " starts with a user message.");
    }
    for (int i = 1; i < turns.size(); i++) {
      if (turns.get(i).role() == turns.get(i - 1).role()) {
        throw AwsException.validation(
            "A conversation must alternate between user and assistant roles. Make sure the"
                + " conversation alternates between user and assistant roles and try again.");
      }
    }
    if (turns.getLast().role() != Role.USER) {
      throw AwsException.validation(
          "The model that you are using requires the last turn in the conversation to be a user"
              + " message. Add a user message to the conversation and try again.");
    }
  }

  private static void checkConfig(InferenceConfig config) {
    if (config.maxTokens() != null && config.maxTokens() < 1) {
      throw limit(config.maxTokens(), "maxTokens", "greater than or equal to 1");
    }
    checkShare(config.temperature(), "temperature");
    checkShare(config.topP(), "topP");
    if (config.stopSequences().stream().anyMatch(s -> s == null || s.isEmpty())) {
      throw limit("", "stopSequences", "of length greater than or equal to 1");
    }
  }

  private static void checkShare(Double value, String field) {
    if (value != null && !(value >= 0 && value <= 1)) {
      throw limit(value, field, "less than or equal to 1 and greater than or equal to 0");
    }
  }

  private static AwsException limit(Object value, String field, String rule) {
    return AwsException.validation(
        ("1 validation error detected: Value '%s' at 'inferenceConfig.%s' failed to satisfy"
                + " constraint: Member must have value %s")
            .formatted(value, field, rule));
  }

  private static String system(List<JsonNode> blocks) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < blocks.size(); i++) {
      JsonNode value = blocks.get(i).path("text");
      if (value.isTextual() && value.asText().isBlank()) {
        throw AwsException.validation(
            ("The text field in the SystemContentBlock object at system.%d is blank. Add text to"
                    + " the text field, and try again.")
                .formatted(i));
      }
      if (value.isTextual()) {
        text.append(text.isEmpty() ? "" : "\n").append(value.asText());
      }
    }
    return text.toString();
  }
}

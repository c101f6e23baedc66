package dev.cloister.localcloud.bedrock.catalog;

import dev.cloister.localcloud.bedrock.wire.AwsException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the model behind an id or ARN, and refuses as the service does. */
public final class Models {

  static final List<Model> ALL =
      List.of(
          new Model(
              "anthropic.claude-sonnet-4-5-20250929-v1:0",
              "Claude Sonnet 4.5",
              "Anthropic",
              Model.Kind.THOROUGH,
              false,
              true,
              200_000),
          new Model(
              "amazon.nova-lite-v1:0",
              "Nova Lite",
              "Amazon",
              Model.Kind.PLAIN,
              true,
              true,
              300_000),
          new Model(
              "meta.llama3-1-8b-instruct-v1:0",
              "Llama 3.1 8B Instruct",
              "Meta",
              Model.Kind.FRIENDLY,
              true,
              false,
              8_000),
          new Model(
              "mistral.mistral-7b-instruct-v0:2",
              "Mistral 7B Instruct",
              "Mistral AI",
              Model.Kind.TERSE,
              true,
              false,
              32_000),
          new Model(
              "amazon.titan-embed-text-v2:0",
              "Titan Text Embeddings V2",
              "Amazon",
              Model.Kind.EMBEDDING,
              true,
              false,
              0));

  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws:bedrock:[a-z0-9-]+:(\\d{12})?:(foundation-model|inference-profile)/(.+)");

  private Models() {}

  /**
   * The model to converse with.
   *
   * @param asked a model id, a profile id or the ARN of either
   * @throws AwsException 400 where there is none or it cannot be reached so
   */
  public static Model conversing(String asked) {
    Matcher arn = ARN.matcher(asked);
    String id = arn.matches() ? arn.group(3) : asked;
    for (Model model : ALL) {
      if (model.profile() && id.equals(model.profileId())) {
        return model;
      }
      if (id.equals(model.id())) {
        return onDemand(model, asked);
      }
    }
    throw AwsException.validation("The provided model identifier is invalid.");
  }

  private static Model onDemand(Model model, String asked) {
    if (!model.converses()) {
      throw AwsException.validation(
          "This action doesn't support the model that you provided."
              + " Try again with a supported text or chat model.");
    }
    if (!model.onDemand()) {
      throw AwsException.validation(
          ("Invocation of model ID %s with on-demand throughput isn’t supported. Retry your request"
                  + " with the ID or ARN of an inference profile that contains this model.")
              .formatted(asked));
    }
    return model;
  }
}

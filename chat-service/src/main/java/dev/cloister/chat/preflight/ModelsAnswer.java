package dev.cloister.chat.preflight;

import dev.cloister.chat.bedrock.BedrockModel;
import dev.cloister.chat.bedrock.BedrockProblems;
import dev.cloister.chat.bedrock.Prompt;
import dev.cloister.chat.bedrock.Turn;
import dev.cloister.chat.model.Catalogue;
import dev.cloister.chat.model.Model;
import dev.cloister.edge.preflight.Check;
import dev.cloister.edge.preflight.Mismatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Every model that people may choose writes a token. */
@ApplicationScoped
class ModelsAnswer implements Check {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Catalogue catalogue;
  private final BedrockModel bedrock;

  ModelsAnswer(Catalogue catalogue, BedrockModel bedrock) {
    this.catalogue = catalogue;
    this.bedrock = bedrock;
  }

  @Override
  public String name() {
    return "models";
  }

  @Override
  public String run() throws Mismatch {
    List<Model> models = catalogue.models();
    for (Model model : models) {
      try {
        bedrock.ask(oneToken(model.invocationId())).await().atMost(PATIENCE);
      } catch (RuntimeException e) {
        throw new Mismatch(model.id() + ": " + BedrockProblems.describe(e).detail(), e);
      }
    }
    return "a token of each: " + models.stream().map(Model::id).collect(Collectors.joining(", "));
  }

  static Prompt oneToken(String model) {
    return new Prompt(model, List.of(), List.of(new Turn(Turn.Role.USER, "Say " + model)), 1);
  }
}

package dev.cloister.chat.preflight;

import dev.cloister.chat.bedrock.BedrockModel;
import dev.cloister.chat.bedrock.BedrockProblems;
import dev.cloister.chat.model.Catalogue;
import dev.cloister.chat.model.ModelsConfig;
import dev.cloister.edge.preflight.Check;
import dev.cloister.edge.preflight.Mismatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The list of models is the role's, too: what is not in it is refused by AWS, not by us alone. */
@ApplicationScoped
class UnlistedModelRefused implements Check {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String REFUSED = "AccessDeniedException";

  private final Catalogue catalogue;
  private final BedrockModel bedrock;
  private final String unlisted;

  UnlistedModelRefused(Catalogue catalogue, BedrockModel bedrock, ModelsConfig config) {
    this.catalogue = catalogue;
    this.bedrock = bedrock;
    this.unlisted = config.unlisted();
  }

  @Override
  public String name() {
    return "unlisted model";
  }

  @Override
  public String run() throws Mismatch {
    if (catalogue.models().stream().anyMatch(m -> m.id().equals(unlisted))) {
      throw new Mismatch(unlisted + " is in the list. Name another in cloister.models.unlisted.");
    }
    String code = "an answer";
    try {
      bedrock.ask(ModelsAnswer.oneToken(unlisted)).await().atMost(PATIENCE);
    } catch (RuntimeException e) {
      if (BedrockProblems.isDeniedByPolicy(e)) {
        return unlisted + " is refused by AWS";
      }
      code = BedrockProblems.code(e);
      if (code.equals(REFUSED)) {
        throw new Mismatch(
            "%s is refused, but not by the role or the endpoint's policy. Name a model in cloister.models.unlisted that the account has access to."
                .formatted(unlisted),
            e);
      }
    }
    throw new Mismatch(
        "%s got %s where AWS should say %s. Narrow the role and the endpoint's policy to the listed models."
            .formatted(unlisted, code.isEmpty() ? "no answer" : code, REFUSED));
  }
}

package dev.cloister.chat.history;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.cloister.chat.bedrock.Attached;
import dev.cloister.chat.bedrock.Turn;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What history-service made of a new turn. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TurnBegun.Started.class, name = "started"),
  @JsonSubTypes.Type(value = TurnBegun.Replayed.class, name = "replayed")
})
public sealed interface TurnBegun {

  /**
   * The question is stored, and this call's to answer.
   *
   * @param answerId the answer's id; another than was proposed where an earlier call had stored the
   *     question and given it up
   * @param userMessageId the question's id, likewise
   * @param firstTurn whether the session began with it
   * @param context the turns before it that fit, oldest first
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Started(UUID answerId, UUID userMessageId, boolean firstTurn, List<ContextTurn> context)
      implements TurnBegun {}

  /** The same question had been stored under the same key before; nothing was written. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Replayed(UUID answerId, UUID userMessageId, String modelId) implements TurnBegun {}

  /** One side's words in an earlier turn, and the files that came with them, or null. */
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ContextTurn(String role, String text, List<Attached> attachments) {

    /** The same for the model. */
    public Turn toTurn() {
      return new Turn(
          Turn.Role.valueOf(role.toUpperCase(Locale.ROOT)),
          text,
          attachments == null ? List.of() : attachments);
    }

    @Override
    public String toString() {
      return role + "[" + text.length() + " chars]";
    }
  }
}

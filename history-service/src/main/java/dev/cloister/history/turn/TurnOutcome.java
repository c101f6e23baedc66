package dev.cloister.history.turn;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cloister.history.attachment.Attachment;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.message.AnswerStatus;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** What came of the wish to begin a turn. */
sealed interface TurnOutcome {

  /** The outcome's name. */
  @JsonProperty
  String outcome();

  /**
   * The turn is stored and this call's to answer: it stored it, or an earlier try of it did, or the
   * call that stored it has abandoned it. In the last case the ids are that call's.
   *
   * @param answerId the answer's id
   * @param userMessageId the question's id
   * @param firstTurn whether it is the session's first
   * @param context the conversation before it, oldest first
   */
  @RegisterForReflection
  record Started(
      MessageId answerId, MessageId userMessageId, boolean firstTurn, List<ContextMessage> context)
      implements TurnOutcome {

    @Override
    public String outcome() {
      return "started";
    }
  }

  /**
   * The key has been used for the same question before; nothing was written.
   *
   * @param answerId the first call's answer
   * @param userMessageId the first call's question
   * @param modelId the first call's model
   * @param status where its answer is now
   */
  @RegisterForReflection
  record Replayed(MessageId answerId, MessageId userMessageId, String modelId, AnswerStatus status)
      implements TurnOutcome {

    @Override
    public String outcome() {
      return "replayed";
    }
  }

  /**
   * A message of the conversation before.
   *
   * @param role user or assistant
   * @param text what it says
   * @param attachments what was attached to it; left out where nothing was
   */
  @RegisterForReflection
  record ContextMessage(
      String role,
      String text,
      // A chat-service of the version before would not know it.
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Attachment> attachments) {

    @Override
    public String toString() {
      return "ContextMessage[role=" + role + ", chars=" + text.length() + "]";
    }
  }
}

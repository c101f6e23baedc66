package dev.cloister.history.sweep;

import dev.cloister.history.chore.Chore.Inspection;
import dev.cloister.history.content.Content;
import dev.cloister.history.content.ContentStore;
import dev.cloister.history.message.Attempts;
import dev.cloister.history.message.Message;
import dev.cloister.history.message.MessageStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Removes an object that no message points to. It is removed only once no message can come to point
 * to it either: the attempt that stored it is kept out, or its answer is over. That holds however
 * long the pod that stored it was paused. One that is not there may still come, from a pod that was
 * paused before it stored it, and is looked for once more.
 */
@ApplicationScoped
class OrphanInspection {

  private final DeletionMark mark;
  private final Attempts attempts;
  private final MessageStore messages;
  private final DeadAnswers dead;
  private final ContentStore contents;

  OrphanInspection(
      DeletionMark mark,
      Attempts attempts,
      MessageStore messages,
      DeadAnswers dead,
      ContentStore contents) {
    this.mark = mark;
    this.attempts = attempts;
    this.messages = messages;
    this.dead = dead;
    this.contents = contents;
  }

  Outcome inspect(Inspection inspection) {
    var session = inspection.session();
    Optional<Long> answer =
        mark.isSet(session) ? Optional.empty() : attempts.keepOut(session, inspection.attempt());
    return answer.map(place -> ofTurn(inspection, place)).orElseGet(() -> remove(inspection));
  }

  private Outcome ofTurn(Inspection inspection, long sequence) {
    var session = inspection.session();
    var question = messages.at(session, sequence - 1);
    if (question.filter(message -> holds(message, inspection)).isPresent()) {
      return Outcome.KEPT;
    }
    return messages
        .at(session, sequence)
        .map(Message.Answer.class::cast)
        .map(answer -> ofAnswer(inspection, answer))
        .orElseGet(() -> remove(inspection)); // Deleted just now.
  }

  private Outcome ofAnswer(Inspection inspection, Message.Answer answer) {
    if (!dead.isOver(inspection.session(), answer)) {
      return Outcome.LATER;
    }
    return holds(answer, inspection) ? Outcome.KEPT : remove(inspection);
  }

  private Outcome remove(Inspection inspection) {
    if (contents.remove(inspection.object())) {
      return Outcome.REMOVED;
    }
    return inspection.last() ? Outcome.GONE : Outcome.ABSENT;
  }

  private static boolean holds(Message message, Inspection inspection) {
    return message.content() instanceof Content.Spilled spilled
        && spilled.object().equals(inspection.object());
  }
}

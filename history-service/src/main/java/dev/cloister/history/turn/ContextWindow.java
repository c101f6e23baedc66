package dev.cloister.history.turn;

import dev.cloister.history.key.SessionKey;
import dev.cloister.history.message.Message;
import dev.cloister.history.message.MessageStore;
import dev.cloister.history.turn.TurnOutcome.ContextMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chooses what a model is told of the conversation: the newest whole turns that fit, without those
 * that have no answer to speak of. Its cost is bounded, however long the session is.
 */
@ApplicationScoped
class ContextWindow {

  private static final int PAGE = 40;
  private static final int MOST_MESSAGES = 2000;

  private final MessageStore messages;

  ContextWindow(MessageStore messages) {
    this.messages = messages;
  }

  /** The messages before the sequence, oldest first, of at most this many UTF-8 bytes. */
  List<ContextMessage> before(SessionKey session, long sequence, long bytes) {
    var chosen = new ArrayDeque<Turn>();
    long left = bytes;
    long end = sequence;
    boolean more = left > 0 && end > 1;
    while (more) {
      var page = messages.before(session, end, PAGE);
      for (Turn turn : turns(page)) {
        if (turn.counts()) {
          left -= turn.bytes();
          if (left < 0) {
            return texts(session, chosen);
          }
          chosen.addFirst(turn);
        }
      }
      end = page.isEmpty() ? 1 : page.getLast().sequence();
      more = end > 1 && sequence - end < MOST_MESSAGES;
    }
    return texts(session, chosen);
  }

  /** Newest first: each answer is followed by its question, because both were written at once. */
  private static List<Turn> turns(List<Message> newestFirst) {
    var turns = new ArrayList<Turn>();
    Message.Answer answer = null;
    for (Message message : newestFirst) {
      switch (message) {
        case Message.Answer a -> answer = a;
        case Message.Question q -> {
          if (answer != null && answer.questionId().equals(q.id())) {
            turns.add(new Turn(q, answer));
          }
          answer = null;
        }
      }
    }
    return turns;
  }

  private List<ContextMessage> texts(SessionKey session, Iterable<Turn> turns) {
    var context = new ArrayList<ContextMessage>();
    for (Turn turn : turns) {
      Optional<String> question = messages.text(session, turn.question());
      Optional<String> answer = messages.text(session, turn.answer());
      if (question.isPresent() && answer.filter(text -> !text.isBlank()).isPresent()) {
        context.add(new ContextMessage("user", question.get()));
        context.add(new ContextMessage("assistant", answer.get()));
      }
    }
    return context;
  }

  private record Turn(Message.Question question, Message.Answer answer) {

    long bytes() {
      return question.content().bytes() + answer.content().bytes();
    }

    boolean counts() {
      return answer.content().bytes() > 0
          && switch (answer.status()) {
            case FINISHED, STOPPED, FAILED, INTERRUPTED -> true;
            case STREAMING, BLOCKED -> false;
          };
    }
  }
}

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
  private static final int MOST_MESSAGES = 2_000;
  private static final long SPARE_BYTES = 256L << 10;

  private final MessageStore messages;

  ContextWindow(MessageStore messages) {
    this.messages = messages;
  }

  /** The messages before the sequence, oldest first, of at most this many UTF-8 bytes. */
  List<ContextMessage> before(SessionKey session, long sequence, long bytes) {
    return texts(session, bytes > 0 ? choose(session, sequence, bytes) : List.of());
  }

  private Iterable<Turn> choose(SessionKey session, long sequence, long bytes) {
    var chosen = new ArrayDeque<Turn>();
    long left = bytes;
    long readable = bytes + SPARE_BYTES; // What is left out has its price, too.
    long end = sequence;
    Message.Answer answer = null;
    while (end > 1 && readable > 0 && sequence - end < MOST_MESSAGES) {
      var page = messages.page(session, end, PAGE);
      end = page.isEmpty() ? 1 : page.getLast().sequence();
      for (Message message : page) {
        readable -= message.content().bytes();
        switch (message) {
          case Message.Answer a -> answer = a;
          case Message.Question question -> {
            var turn = new Turn(question, answer);
            left -= turn.counts() ? turn.bytes() : 0;
            if (left < 0) {
              return chosen;
            }
            if (turn.counts()) {
              chosen.addFirst(turn);
            }
          }
        }
      }
    }
    return chosen;
  }

  private List<ContextMessage> texts(SessionKey session, Iterable<Turn> turns) {
    var context = new ArrayList<ContextMessage>();
    for (Turn turn : turns) {
      Optional<String> question = messages.text(session, turn.question());
      Optional<String> answer = messages.text(session, turn.answer());
      if (question.isPresent() && answer.filter(text -> !text.isBlank()).isPresent()) {
        context.add(new ContextMessage("user", question.get(), turn.question().attachments()));
        context.add(new ContextMessage("assistant", answer.get(), List.of()));
      }
    }
    return context;
  }

  private record Turn(Message.Question question, Message.Answer answer) {

    long bytes() {
      return question.content().bytes() + answer.content().bytes();
    }

    boolean counts() {
      return answer != null
          && answer.questionId().equals(question.id())
          && answer.content().bytes() > 0
          && switch (answer.status()) {
            case FINISHED, STOPPED, FAILED, INTERRUPTED -> true;
            case STREAMING, BLOCKED, ABANDONED -> false;
          };
    }
  }
}

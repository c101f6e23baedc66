package dev.cloister.chat.answer;

import dev.cloister.chat.bedrock.Breaker;
import dev.cloister.chat.bedrock.Permit;
import dev.cloister.chat.bedrock.Prompt;
import dev.cloister.chat.model.Model;
import dev.cloister.chat.usage.Meter;
import dev.cloister.chat.usage.Meters;
import dev.cloister.chat.usage.UseCase;
import dev.cloister.edge.identity.Subject;

/**
 * What one question was given before it is stored: a place in this pod, leave to call its model, a
 * share of its person's budget. All is given back at the end, unless an answer was started with it.
 */
final class Admission implements AutoCloseable {

  private final Answers answers;
  private final Subject owner;
  private final AnswerId place;
  private Permit permit;
  private Meter meter;
  private boolean started;

  /** Takes the place; 503 where there is none. */
  Admission(Answers answers, Subject owner, AnswerId place) {
    this.answers = answers;
    this.owner = owner;
    this.place = place;
    answers.admit(owner, place);
  }

  /** Gets the model's permit; 503 where the model is left alone for now. */
  void acquire(Breaker breaker) {
    permit = breaker.acquire();
  }

  /** Reserves what the prompt may cost; 429 where the person's budget does not allow it. */
  void open(Meters meters, Model model, Prompt prompt) {
    meter = meters.open(owner, place.value(), UseCase.CHAT, model, prompt);
  }

  /** The id of the answer that the place is for. */
  AnswerId place() {
    return place;
  }

  Permit permit() {
    return permit;
  }

  Meter meter() {
    return meter;
  }

  /** Starts the answer, which has all of it from now on. */
  void start(Answer answer) {
    started = true;
    answers.start(place, answer);
  }

  @Override
  public void close() {
    if (started) {
      return;
    }
    answers.dismiss(place);
    if (permit != null) {
      permit.giveBack();
    }
    if (meter != null) {
      meter.release();
    }
  }
}

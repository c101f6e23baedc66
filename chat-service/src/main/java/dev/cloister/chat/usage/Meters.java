package dev.cloister.chat.usage;

import dev.cloister.chat.bedrock.Prompt;
import dev.cloister.chat.budget.Budgets;
import dev.cloister.chat.budget.Reservation;
import dev.cloister.chat.model.Model;
import dev.cloister.edge.identity.Subject;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Gives a meter to each model call, and takes it back. */
@ApplicationScoped
public class Meters {

  /** An answer's end waits so long at most for its budget to be settled. */
  private static final long PATIENCE_MILLIS = 2000;

  private final Budgets budgets;
  private final UsageWriter writer;
  private final Clock clock;
  private final ExecutorService threads;

  Meters(
      Budgets budgets, UsageWriter writer, Clock clock, @VirtualThreads ExecutorService threads) {
    this.budgets = budgets;
    this.writer = writer;
    this.clock = clock;
    this.threads = threads;
  }

  /**
   * Reserves what a call may cost, in the person's budget. Call it from a thread that may block.
   *
   * @param id the answer's, or any
   * @param prompt what is known of the call so far
   * @throws dev.cloister.edge.problem.ProblemException 429 where a budget does not allow it, 503
   *     where that cannot be known
   */
  public Meter open(Subject user, UUID id, UseCase useCase, Model model, Prompt prompt) {
    long tokens = Tokens.of(prompt, model.contextTokens()).atMost();
    var reservation = budgets.reserve(user, id, tokens, useCase == UseCase.CHAT);
    var key = new UsageKey(user, LocalDate.now(clock), model.id(), useCase.text());
    return new Meter(this, key, model.contextTokens(), reservation.orElse(null));
  }

  /**
   * Counts the end of an answer whose pod was killed; its beginning was counted there. What that
   * pod had reserved stays counted in the person's budget.
   *
   * @param text what came of the answer
   */
  public void brokenOff(Subject user, String modelId, String text) {
    var key = new UsageKey(user, LocalDate.now(clock), modelId, UseCase.CHAT.text());
    long written = Tokens.likely(Tokens.of(text));
    record(key, Tally.estimated(Outcome.FAILED, 0, written).minus(Tally.begun(0)));
  }

  Optional<Reservation> extend(Reservation reservation, long tokens) {
    return budgets.extend(reservation, tokens);
  }

  /** Completes once the budget is settled, soon at the latest; never fails. */
  CompletableFuture<Void> settle(Reservation reservation, long used) {
    if (reservation == null) {
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.runAsync(() -> budgets.settle(reservation, used), threads)
        .exceptionally(e -> null)
        .completeOnTimeout(null, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  void record(UsageKey key, Tally tally) {
    writer.add(key, tally);
  }
}

package dev.cloister.chat.usage;

import dev.cloister.chat.bedrock.ConverseEvent;
import dev.cloister.chat.bedrock.ConverseEvent.Metadata;
import dev.cloister.chat.bedrock.ModelListener;
import dev.cloister.chat.bedrock.ModelStream;
import dev.cloister.chat.bedrock.Prompt;
import dev.cloister.chat.bedrock.Reply;
import dev.cloister.chat.budget.Reservation;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Goes with one model call, its repeats included: holds its tokens, sees what it costs, and at its
 * end counts that once. What was sent and not counted by Bedrock is estimated.
 */
public final class Meter {

  private final Meters meters;
  private final UsageKey key;
  private final int contextTokens;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile Reservation reservation;
  private volatile Tokens.Call sent;
  private Tally announced;
  private volatile boolean refused;
  private volatile Metadata counted;
  private volatile long written;

  Meter(Meters meters, UsageKey key, int contextTokens, Reservation reservation) {
    this.meters = meters;
    this.key = key;
    this.contextTokens = contextTokens;
    this.reservation = reservation;
  }

  /**
   * Reserves what the conversation before the question costs. Where the budget does not allow all
   * of it, the older half of it is left out, and so on. Call it from a thread that may block.
   *
   * @return the prompt, as much of it as is paid for
   * @throws dev.cloister.edge.problem.ProblemException 503 where the budget cannot be reached
   */
  public Prompt cover(Prompt prompt) {
    Prompt covered = prompt;
    while (reservation != null && !over.get()) {
      long needed = Tokens.of(covered, contextTokens).atMost();
      if (reservation.covers(needed)) {
        return covered;
      }
      Optional<Reservation> extended = meters.extend(reservation, needed);
      if (extended.isPresent()) {
        reservation = extended.get();
        return covered;
      }
      covered = covered.shortened();
    }
    return covered;
  }

  /** The same listener, overheard. */
  public ModelListener reading(Prompt prompt, ModelListener listener) {
    return new Overhearing(prompt, listener);
  }

  /** A call is about to be sent. The first is counted now, in case this pod is killed. */
  public void sending(Prompt prompt) {
    sending(Tokens.of(prompt, contextTokens));
  }

  private synchronized void sending(Tokens.Call call) {
    if (announced == null && !over.get()) {
      announced = Tally.begun(Tokens.likely(call.read()));
      meters.record(key, announced);
    }
    sent = call;
    refused = false;
    counted = null;
    written = 0;
  }

  /** The call was refused: nothing was read or written. */
  public void refused() {
    refused = true;
  }

  /** A call was answered at once. */
  public void answered(Reply reply) {
    written = Tokens.of(reply.text());
    counted = reply.metadata();
  }

  /**
   * Counts what the call has cost. Nothing happens the second time.
   *
   * @return completes once the budget is settled, within two seconds; never fails
   */
  public synchronized CompletableFuture<Void> end(Outcome outcome) {
    if (!over.compareAndSet(false, true)) {
      return CompletableFuture.completedFuture(null);
    }
    Tally tally = tally(outcome);
    meters.record(key, announced == null ? tally : tally.minus(announced));
    return meters.settle(reservation, isEstimated() ? uncounted(sent) : tally.tokens());
  }

  /** There is nothing to count: no model was called. */
  public void release() {
    if (over.compareAndSet(false, true)) {
      meters.settle(reservation, 0);
    }
  }

  private Tally tally(Outcome outcome) {
    if (isEstimated()) {
      return Tally.estimated(outcome, Tokens.likely(sent.read()), Tokens.likely(written));
    }
    return sent == null || refused ? Tally.refused(outcome) : Tally.counted(outcome, counted);
  }

  private boolean isEstimated() {
    return sent != null && !refused && counted == null;
  }

  /** More than there most likely are, so that nobody gains by stopping before the count. */
  private long uncounted(Tokens.Call call) {
    return Math.min(call.read() + written, call.atMost());
  }

  private final class Overhearing implements ModelListener {

    /** What is known of the prompt, which is not kept. */
    private final Tokens.Call call;

    private final ModelListener listener;
    private boolean begun;

    Overhearing(Prompt prompt, ModelListener listener) {
      this.call = Tokens.of(prompt, contextTokens);
      this.listener = listener;
    }

    @Override
    public void calling(ModelStream stream) {
      sending(call);
      listener.calling(stream);
    }

    @Override
    public void begun() {
      begun = true;
      listener.begun();
    }

    @Override
    public void said(ConverseEvent event) {
      switch (event) {
        case ConverseEvent.Text text -> written += Tokens.of(text.text());
        case Metadata metadata -> counted = metadata;
        case ConverseEvent.Begin _, ConverseEvent.Other _, ConverseEvent.Stop _ -> {}
      }
      listener.said(event);
    }

    @Override
    public void completed() {
      listener.completed();
    }

    @Override
    public void failed(Throwable e) {
      if (!begun) {
        refused();
      }
      listener.failed(e);
    }
  }
}

package dev.cloister.chat.bedrock;

import dev.cloister.chat.bedrock.Breaker.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Permit to call a model once. How the call begins is what the model's breaker learns from. */
public final class Permit {

  private final Breaker breaker;
  private final long epoch;
  private final AtomicBoolean settled = new AtomicBoolean();

  Permit(Breaker breaker, long epoch) {
    this.breaker = breaker;
    this.epoch = epoch;
  }

  /** Gives it back where the call was not made. */
  public void giveBack() {
    settle(Outcome.UNKNOWN);
  }

  /**
   * The listener to make the call with.
   *
   * @param patience a call that is cancelled after so long and has not begun found nobody
   */
  public ModelListener watched(ModelListener listener, Duration patience) {
    return new Watch(listener, patience);
  }

  private void settle(Outcome outcome) {
    if (settled.compareAndSet(false, true)) {
      breaker.settle(epoch, outcome);
    }
  }

  private final class Watch implements ModelListener {

    private final ModelListener listener;
    private final Duration patience;

    Watch(ModelListener listener, Duration patience) {
      this.listener = listener;
      this.patience = patience;
    }

    @Override
    public void calling(ModelStream stream) {
      listener.calling(new WatchedStream(stream, System.nanoTime() + patience.toNanos()));
    }

    @Override
    public void begun() {
      settle(Outcome.AVAILABLE);
      listener.begun();
    }

    @Override
    public void said(ConverseEvent event) {
      listener.said(event);
    }

    @Override
    public void completed() {
      listener.completed();
    }

    @Override
    public void failed(Throwable e) {
      settle(BedrockProblems.isOutage(e) ? Outcome.UNAVAILABLE : Outcome.UNKNOWN);
      listener.failed(e);
    }
  }

  private final class WatchedStream implements ModelStream {

    private final ModelStream stream;
    private final long overdue;

    WatchedStream(ModelStream stream, long overdue) {
      this.stream = stream;
      this.overdue = overdue;
    }

    @Override
    public void pause() {
      stream.pause();
    }

    @Override
    public void resume() {
      stream.resume();
    }

    @Override
    public void cancel() {
      settle(System.nanoTime() - overdue >= 0 ? Outcome.UNAVAILABLE : Outcome.UNKNOWN);
      stream.cancel();
    }
  }
}

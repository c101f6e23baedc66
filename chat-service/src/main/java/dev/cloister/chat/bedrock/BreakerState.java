package dev.cloister.chat.bedrock;

/** Whether a model may be called. Times are {@link System#nanoTime()}'s. */
sealed interface BreakerState {

  /** As a number for the metric: the higher, the worse. */
  int level();

  /** It may; its calls are counted. */
  record Closed(RecentCalls recent) implements BreakerState {
    @Override
    public int level() {
      return 0;
    }

    Open opened(long until) {
      return new Open(until);
    }
  }

  /** It may not before this time. */
  record Open(long until) implements BreakerState {
    @Override
    public int level() {
      return 2;
    }

    HalfOpen probing(long now) {
      return new HalfOpen(now, 1, 0);
    }
  }

  /**
   * A few calls try it.
   *
   * @param since when the first of them was let through
   * @param sent how many were
   * @param passed how many of them opened a stream
   */
  record HalfOpen(long since, int sent, int passed) implements BreakerState {
    @Override
    public int level() {
      return 1;
    }

    HalfOpen another() {
      return new HalfOpen(since, sent + 1, passed);
    }

    HalfOpen oneLess() {
      return new HalfOpen(since, sent - 1, passed);
    }

    HalfOpen onePassed() {
      return new HalfOpen(since, sent, passed + 1);
    }

    Closed closed(RecentCalls none) {
      return new Closed(none);
    }

    Open opened(long until) {
      return new Open(until);
    }
  }
}

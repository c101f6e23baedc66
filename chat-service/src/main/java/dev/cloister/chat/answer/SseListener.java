package dev.cloister.chat.answer;

import dev.cloister.chat.answer.AnswerEvent.End;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One connection that follows an answer. Writes only while the connection takes it and holds
 * nothing but its place in the log, so a reader that stalls costs its place. Everything but {@link
 * #wake} runs on the connection's event loop; tokens that arrive meanwhile go out together.
 */
final class SseListener implements EventLog.Listener {

  private static final int BATCH = 64;
  private static final int WRITE_QUEUE_BYTES = 16 * 1024;
  private static final String COMMENT = ":\n\n";

  private final EventLog log;
  private final Runnable onRead;
  private final SseEncoder encoder;
  private final Heartbeats heartbeats;
  private final Context context;
  private final boolean mirrored;
  private final int from;
  private final HttpServerResponse response;
  private final ReadingPace pace;
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile int next;
  private long wroteAt = System.nanoTime();
  private boolean over;

  SseListener(EventStream stream, SseEncoder encoder, Heartbeats heartbeats, Context context) {
    this.log = stream.listening().log();
    this.onRead = stream.listening().onRead();
    this.encoder = encoder;
    this.heartbeats = heartbeats;
    this.context = context;
    this.mirrored = stream.listening().mirrored();
    this.from = stream.from();
    this.next = from;
    this.response = stream.exchange().response();
    this.pace = heartbeats.pace();
    stream.exchange().addEndHandler(done -> leave());
  }

  void start() {
    response.setChunked(true).setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
    response.drainHandler(v -> pump());
    log.add(this);
    heartbeats.add(this);
    onRead.run(); // The foremost reader may be this one now.
    wake();
  }

  @Override
  public void wake() {
    if (woken.compareAndSet(false, true)) {
      context.runOnContext(v -> pump());
    }
  }

  @Override
  public int next() {
    return next;
  }

  /**
   * Sends a comment after a silence, so that nothing on the way takes the connection for dead; and
   * closes a connection that takes too little of what waits for it.
   */
  void beat(long silenceNanos) {
    context.runOnContext(
        v -> {
          long now = System.nanoTime();
          if (isOver()) {
            leave();
          } else if (pace.isTooSlow(now, response.bytesWritten())) {
            leave();
            response.reset();
          } else if (!response.writeQueueFull() && now - wroteAt >= silenceNanos) {
            write(Buffer.buffer(COMMENT));
          }
        });
  }

  /** Whoever left before the stream began has told nobody. */
  private boolean isOver() {
    return over || response.closed();
  }

  private void pump() {
    woken.set(false);
    if (isOver()) {
      leave();
    }
    while (!isOver() && !response.writeQueueFull()) {
      List<AnswerEvent> events = log.read(next, BATCH);
      if (log.isAbandoned() && events.isEmpty() || !log.continuesAt(from)) {
        leave();
        response.reset();
      } else if (!events.isEmpty()) {
        send(events);
      } else if (log.end() == null) {
        pace.caughtUp();
        return;
      } else if (mirrored) {
        send(List.of(log.end())); // The reader had more elsewhere than came here, but no end.
      } else {
        finish(); // The reader had it all.
      }
    }
    if (!isOver()) {
      pace.behind(System.nanoTime(), response.bytesWritten());
    }
  }

  private void send(List<AnswerEvent> events) {
    Buffer out = Buffer.buffer(events.size() * 160);
    int id = next;
    for (AnswerEvent event : events) {
      encoder.encode(log.started().id(), ++id, event, out);
    }
    next = id;
    write(out);
    onRead.run();
    if (events.getLast() instanceof End) {
      finish();
    }
  }

  private void write(Buffer out) {
    wroteAt = System.nanoTime();
    response.write(out);
  }

  private void finish() {
    leave();
    response.end();
  }

  private void leave() {
    over = true;
    log.remove(this);
    heartbeats.remove(this);
    onRead.run();
  }
}

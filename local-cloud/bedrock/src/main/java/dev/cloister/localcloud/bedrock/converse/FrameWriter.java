package dev.cloister.localcloud.bedrock.converse;

import dev.cloister.localcloud.bedrock.answer.Ending;
import dev.cloister.localcloud.bedrock.answer.TokenSource;
import dev.cloister.localcloud.bedrock.wire.Frames;
import dev.cloister.localcloud.testkit.Fault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.UnaryOperator;

/**
 * Writes an answer in frames: at its pace, never ahead of what the reader takes, with the faults
 * that were ordered. Used on one event loop only.
 */
final class FrameWriter {

  // Timers tick in milliseconds: so much lateness is made up for, more is not.
  private static final long CATCH_UP_NANOS = 20_000_000;

  private final Delivery delivery;
  private final Outlet outlet;
  private final TokenSource source;
  private final Queue<Fault.MidStream> faults;
  private long tokens;
  private long dueNanos = System.nanoTime();
  private UnaryOperator<Buffer> nextFrame = UnaryOperator.identity();
  private boolean waiting;

  FrameWriter(Delivery delivery, TokenSource source) {
    this.delivery = delivery;
    this.outlet = new Outlet(delivery.response(), delivery.plan().pieces());
    this.source = source;
    this.faults = new ArrayDeque<>(delivery.plan().midStream());
  }

  void start() {
    delivery.whenClosed(source::cancel);
    if (delivery.isOver()) {
      return;
    }
    source.whenReady(this::proceed);
    delivery.response().setChunked(true).putHeader("content-type", Frames.CONTENT_TYPE);
    outlet.write(Frames.event("messageStart", new JsonObject().put("role", "assistant")));
    proceed();
  }

  private void proceed() {
    while (!delivery.isOver() && !waiting) {
      if (outlet.isFull()) {
        waiting = true;
        outlet.whenRoom(this::resume);
      } else if (!faults.isEmpty() && faults.peek().afterTokens() <= tokens) {
        strike(faults.poll());
      } else if (!pause()) {
        String token = source.poll();
        if (token != null) {
          writeToken(token);
        } else if (source.ending() == null) {
          return;
        } else {
          end(source.ending());
        }
      }
    }
  }

  private void resume() {
    waiting = false;
    proceed();
  }

  // True where the next token is not due yet.
  private boolean pause() {
    long early = dueNanos - System.nanoTime();
    if (delivery.plan().nanosPerToken() == 0 || early <= 0) {
      return false;
    }
    waitFor(Math.ceilDiv(early, 1_000_000L));
    return true;
  }

  private void waitFor(long millis) {
    waiting = true;
    delivery.after(millis, this::resume);
  }

  private void writeToken(String token) {
    tokens++;
    dueNanos =
        Math.max(dueNanos, System.nanoTime() - CATCH_UP_NANOS) + delivery.plan().nanosPerToken();
    Buffer bytes = nextFrame.apply(delta(token));
    nextFrame = UnaryOperator.identity();
    outlet.write(bytes).onSuccess(taken -> delivery.entry().tokenWritten());
  }

  private static Buffer delta(String token) {
    JsonObject delta = new JsonObject().put("text", token);
    return Frames.event(
        "contentBlockDelta", new JsonObject().put("contentBlockIndex", 0).put("delta", delta));
  }

  private void strike(Fault.MidStream fault) {
    switch (fault) {
      case Fault.ExceptionFrame f -> breakOff(f.type(), "The stand-in was told to fail here.");
      case Fault.Cut f -> delivery.cut();
      case Fault.End f -> endEarly();
      case Fault.Truncate f -> {
        Buffer frame = delta("never whole");
        outlet.write(frame.slice(0, frame.length() / 2));
        endEarly();
      }
      case Fault.Stall f -> {
        if (f.millis() == null) {
          waiting = true;
        } else {
          waitFor(f.millis());
        }
      }
      case Fault.Corrupt f -> nextFrame = Frames::corrupted;
      case Fault.CorruptPrelude f -> nextFrame = Frames::corruptedPrelude;
      case Fault.Garbage f -> outlet.write(Buffer.buffer("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
    }
  }

  private void endEarly() {
    delivery.failed();
    source.cancel();
    outlet.end();
  }

  private void end(Ending ending) {
    switch (ending) {
      case Ending.Broken broken -> breakOff("modelStreamErrorException", broken.message());
      case Ending.Complete complete -> {
        if (tokens > 0) {
          outlet.write(
              Frames.event("contentBlockStop", new JsonObject().put("contentBlockIndex", 0)));
        }
        JsonObject stop = new JsonObject().put("stopReason", complete.reason().wire());
        outlet.write(Frames.event("messageStop", stop));
        if (delivery.plan().usage()) {
          JsonObject metadata = Figures.of(complete.usage(), delivery.elapsedMillis());
          outlet.write(Frames.event("metadata", metadata));
        }
        delivery.finish(outlet::end);
      }
    }
  }

  private void breakOff(String type, String message) {
    outlet.write(Frames.exception(type, message));
    endEarly();
  }
}

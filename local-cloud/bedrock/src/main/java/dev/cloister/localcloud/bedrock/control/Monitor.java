package dev.cloister.localcloud.bedrock.control;

import dev.cloister.localcloud.testkit.Streams;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Counts answers and remembers the last requests. Safe from any thread. */
public final class Monitor {

  private static final int REMEMBERED = 100;
  private static final int MAX_TEXT = 10_000;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private int open;
  private long started;
  private long finished;
  private long cancelled;
  private int generation;

  /** What was asked. */
  public record Asked(
      String requestId,
      String operation,
      String model,
      String lastUserText,
      int messages,
      Streams.Terms terms,
      List<Streams.Attachment> attachments) {
    public Asked {
      if (lastUserText.length() > MAX_TEXT) {
        lastUserText = lastUserText.substring(0, MAX_TEXT);
      }
    }
  }

  /** An answer begins. */
  public synchronized Entry begin(Asked asked) {
    open++;
    started++;
    return remember(new Entry(asked, Streams.State.OPEN));
  }

  /** A request that was refused before its answer began. */
  public synchronized void refused(Asked asked) {
    remember(new Entry(asked, Streams.State.FAILED));
  }

  public synchronized Streams snapshot() {
    return new Streams(
        open, started, finished, cancelled, entries.stream().map(Entry::request).toList());
  }

  synchronized void reset() {
    started = 0;
    finished = 0;
    cancelled = 0;
    generation++;
    entries.clear();
  }

  private Entry remember(Entry entry) {
    entries.addLast(entry);
    if (entries.size() > REMEMBERED) {
      entries.removeFirst();
    }
    return entry;
  }

  /** One answer. The first of its ends counts, later ones are nothing. */
  public final class Entry {

    private final Asked asked;
    private final int born = generation;
    private long tokens;
    private Streams.State state;
    private long endedAt;

    private Entry(Asked asked, Streams.State state) {
      this.asked = asked;
      this.state = state;
      this.endedAt = state == Streams.State.OPEN ? 0 : System.currentTimeMillis();
    }

    /** The connection took one more token. */
    public void tokenWritten() {
      tokensWritten(1);
    }

    public void tokensWritten(long count) {
      synchronized (Monitor.this) {
        tokens += count;
      }
    }

    public void finished() {
      end(Streams.State.FINISHED);
    }

    public void cancelled() {
      end(Streams.State.CANCELLED);
    }

    public void failed() {
      end(Streams.State.FAILED);
    }

    private void end(Streams.State last) {
      synchronized (Monitor.this) {
        if (state == Streams.State.OPEN) {
          state = last;
          endedAt = System.currentTimeMillis();
          open--;
          if (born == generation) {
            finished += last == Streams.State.FINISHED ? 1 : 0;
            cancelled += last == Streams.State.CANCELLED ? 1 : 0;
          }
        }
      }
    }

    private Streams.Request request() {
      return new Streams.Request(
          asked.requestId(),
          asked.operation(),
          asked.model(),
          asked.lastUserText(),
          asked.messages(),
          tokens,
          state,
          asked.terms(),
          endedAt,
          asked.attachments());
    }
  }
}

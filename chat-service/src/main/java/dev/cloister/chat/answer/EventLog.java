package dev.cloister.chat.answer;

import dev.cloister.chat.answer.AnswerEvent.End;
import dev.cloister.chat.answer.AnswerEvent.Started;
import dev.cloister.chat.answer.AnswerEvent.TextDelta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Everything that an answer has said, kept once for all its listeners: the start at index 0, then
 * the deltas, then the end. Text is kept as one string with the deltas' borders, about its own size
 * and four bytes a delta. Thread-safe; listeners are woken outside the lock.
 */
final class EventLog {

  /** Somebody who reads the log at their own pace. */
  interface Listener {

    /** There is something to read. Called from any thread; must not block. */
    void wake();

    /** The index of the next event that this listener will read. */
    int next();
  }

  private final Started started;
  private final StringBuilder text = new StringBuilder();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private int[] borders = new int[64];
  private int deltas;
  private End end;
  private boolean abandoned;
  private int joined = Integer.MAX_VALUE;

  EventLog(Started started) {
    this.started = started;
  }

  Started started() {
    return started;
  }

  /** Adds a delta; empty ones are not events. A surrogate pair is never torn apart. */
  void append(String delta) {
    synchronized (this) {
      add(delta);
    }
    listeners.forEach(Listener::wake);
  }

  private void add(String delta) {
    if (end != null) {
      return;
    }
    text.append(delta);
    int border = text.length();
    if (border > 0 && Character.isHighSurrogate(text.charAt(border - 1))) {
      border--; // Its other half comes with the next delta.
    }
    if (border == borderBefore(deltas)) {
      return;
    }
    if (deltas == borders.length) {
      borders = Arrays.copyOf(borders, deltas * 2);
    }
    borders[deltas++] = border;
  }

  /** Closes the log. What is said after its end is not heard. */
  void end(End how) {
    synchronized (this) {
      if (end != null) {
        return;
      }
      end = how;
    }
    listeners.forEach(Listener::wake);
  }

  /**
   * Adds as one delta what the whole text has beyond what was heard of it in its own pieces.
   * Nothing where that is not its beginning, or not shorter.
   */
  void join(String whole) {
    synchronized (this) {
      if (whole.length() > text.length() && whole.startsWith(text.toString())) {
        joined = deltas + 1;
        add(whole.substring(text.length()));
      }
    }
    listeners.forEach(Listener::wake);
  }

  /** Whether whoever has read up to this index elsewhere can read on here. */
  synchronized boolean continuesAt(int index) {
    return index <= joined;
  }

  /** Nothing more will be heard here, though the answer may go on elsewhere. */
  void abandon() {
    synchronized (this) {
      abandoned = true;
    }
    listeners.forEach(Listener::wake);
  }

  /** Whether the log broke off without an end; who listens must come back. */
  synchronized boolean isAbandoned() {
    return abandoned && end == null;
  }

  /** Whether the log grows no more. */
  synchronized boolean isOver() {
    return abandoned || end != null;
  }

  boolean isListenedTo() {
    return !listeners.isEmpty();
  }

  /** Events from the index on, at most {@code max}; empty where there is nothing yet. */
  synchronized List<AnswerEvent> read(int from, int max) {
    var events = new ArrayList<AnswerEvent>(Math.min(max, Math.max(0, size() - from)));
    for (int i = from; i < size() && events.size() < max; i++) {
      events.add(event(i));
    }
    return events;
  }

  private AnswerEvent event(int index) {
    if (index == 0) {
      return started;
    }
    int delta = index - 1;
    return delta < deltas
        ? new TextDelta(delta, text.substring(borderBefore(delta), borders[delta]))
        : end;
  }

  private int borderBefore(int delta) {
    return delta == 0 ? 0 : borders[delta - 1];
  }

  private int size() {
    return 1 + deltas + (end == null ? 0 : 1);
  }

  /** How many deltas there are. */
  synchronized int deltas() {
    return deltas;
  }

  /** How many characters the deltas have. */
  synchronized int length() {
    return borderBefore(deltas);
  }

  /** About how much memory it takes, at most. */
  synchronized long bytes() {
    return 2L * text.length() + 4L * borders.length;
  }

  /** The text that the deltas make. */
  synchronized String text() {
    return text.substring(0, borderBefore(deltas));
  }

  /** How the answer ended, or null while it runs. */
  synchronized End end() {
    return end;
  }

  /** How many characters the foremost listener has still to read; 0 where nobody listens. */
  int lag() {
    int foremost = -1;
    for (Listener listener : listeners) {
      foremost = Math.max(foremost, listener.next());
    }
    if (foremost < 0) {
      return 0;
    }
    synchronized (this) {
      int read = Math.clamp(foremost - 1L, 0, deltas);
      return borderBefore(deltas) - borderBefore(read);
    }
  }

  void add(Listener listener) {
    listeners.add(listener);
  }

  void remove(Listener listener) {
    listeners.remove(listener);
  }
}

package dev.cloister.localcloud.testkit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One way in which an answer of the Bedrock stand-in departs from the usual. A token is one content
 * delta, as it is written.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Fault.Throttle.class, name = "throttle"),
  @JsonSubTypes.Type(value = Fault.Refuse.class, name = "error"),
  @JsonSubTypes.Type(value = Fault.Deny.class, name = "deny"),
  @JsonSubTypes.Type(value = Fault.ExceptionFrame.class, name = "exception"),
  @JsonSubTypes.Type(value = Fault.Cut.class, name = "cut"),
  @JsonSubTypes.Type(value = Fault.End.class, name = "end"),
  @JsonSubTypes.Type(value = Fault.Stall.class, name = "stall"),
  @JsonSubTypes.Type(value = Fault.Flood.class, name = "flood"),
  @JsonSubTypes.Type(value = Fault.Slow.class, name = "slow"),
  @JsonSubTypes.Type(value = Fault.Pace.class, name = "pace"),
  @JsonSubTypes.Type(value = Fault.Corrupt.class, name = "corrupt"),
  @JsonSubTypes.Type(value = Fault.CorruptPrelude.class, name = "corruptPrelude"),
  @JsonSubTypes.Type(value = Fault.Truncate.class, name = "truncate"),
  @JsonSubTypes.Type(value = Fault.Garbage.class, name = "garbage"),
  @JsonSubTypes.Type(value = Fault.NoUsage.class, name = "noUsage"),
  @JsonSubTypes.Type(value = Fault.Split.class, name = "split"),
  @JsonSubTypes.Type(value = Fault.SplitAt.class, name = "splitAt"),
  @JsonSubTypes.Type(value = Fault.Guardrail.class, name = "guardrail"),
  @JsonSubTypes.Type(value = Fault.ContentFilter.class, name = "contentFilter"),
  @JsonSubTypes.Type(value = Fault.Latency.class, name = "latency"),
  @JsonSubTypes.Type(value = Fault.Text.class, name = "text")
})
public sealed interface Fault {

  /** What happens inside the stream, once so many tokens were written. */
  sealed interface MidStream extends Fault {
    int afterTokens();
  }

  /** 429 ThrottlingException; Retry-After is sent where seconds are given. */
  record Throttle(Integer retryAfterSeconds) implements Fault {
    public Throttle {
      require(retryAfterSeconds == null || retryAfterSeconds >= 0, "retryAfterSeconds", ">= 0");
    }

    public Throttle() {
      this(null);
    }
  }

  /**
   * An HTTP error before the first frame. {@code type} is the service's exception name; Retry-After
   * is sent where seconds are given.
   */
  record Refuse(int status, String type, String message, Integer retryAfterSeconds)
      implements Fault {
    public Refuse(int status, String type, String message) {
      this(status, type, message, null);
    }

    public Refuse {
      require(status >= 400 && status <= 599, "status", "from 400 to 599");
      require(type != null && type.matches("[A-Za-z]{1,64}"), "type", "an exception's name");
      require(message != null, "message", "given");
    }
  }

  /** 403 AccessDeniedException as IAM says it: no policy of the caller's allows the model. */
  record Deny() implements Fault {}

  /** An exception frame in mid-stream, for example {@code throttlingException}. */
  record ExceptionFrame(String type, int afterTokens) implements MidStream {
    public ExceptionFrame {
      require(type != null && type.matches("[A-Za-z]{1,64}"), "type", "an exception's name");
      requireCount(afterTokens, "afterTokens");
    }
  }

  /** The connection breaks: RST_STREAM on HTTP/2, a closed connection on HTTP/1.1. */
  record Cut(int afterTokens) implements MidStream {
    public Cut {
      requireCount(afterTokens, "afterTokens");
    }
  }

  /** The body ends cleanly, but the message never stopped. */
  record End(int afterTokens) implements MidStream {
    public End {
      requireCount(afterTokens, "afterTokens");
    }
  }

  /** Nothing more is sent for so many milliseconds, or ever, while the connection stays open. */
  record Stall(int afterTokens, Long millis) implements MidStream {
    public Stall {
      requireCount(afterTokens, "afterTokens");
      require(millis == null || millis >= 1, "millis", "at least 1");
    }

    public Stall(int afterTokens) {
      this(afterTokens, null);
    }
  }

  /** So many numbered tokens, as fast as the reader takes them, whatever maxTokens says. */
  record Flood(int tokens) implements Fault {
    public Flood {
      requireCount(tokens, "tokens");
    }
  }

  /** The usual answer at another pace. */
  record Slow(int millisPerToken) implements Fault {
    public Slow {
      requireCount(millisPerToken, "millisPerToken");
    }
  }

  /**
   * The tokens {@code "t0 "}, {@code "t1 "} and so on, evenly paced or all at once where 0,
   * whatever maxTokens says.
   */
  record Pace(int microsPerToken, int tokens) implements Fault {
    public Pace {
      requireCount(microsPerToken, "microsPerToken");
      requireCount(tokens, "tokens");
    }
  }

  /** One frame with a wrong checksum; the rest goes on as usual. */
  record Corrupt(int afterTokens) implements MidStream {
    public Corrupt {
      requireCount(afterTokens, "afterTokens");
    }
  }

  /** One frame whose first twelve bytes have a wrong checksum; the rest goes on as usual. */
  record CorruptPrelude(int afterTokens) implements MidStream {
    public CorruptPrelude {
      requireCount(afterTokens, "afterTokens");
    }
  }

  /** Half of the next frame, then the body ends cleanly. */
  record Truncate(int afterTokens) implements MidStream {
    public Truncate {
      requireCount(afterTokens, "afterTokens");
    }
  }

  /** Bytes that are no frame; the rest goes on as usual. */
  record Garbage(int afterTokens) implements MidStream {
    public Garbage {
      requireCount(afterTokens, "afterTokens");
    }
  }

  /** The message stops, but what it used is never said. */
  record NoUsage() implements Fault {}

  /**
   * The stream is written in pieces: {@code first} bytes, and then {@code every} so many, wherever
   * its frames begin.
   */
  record SplitAt(int first, int every) implements Fault {
    public SplitAt {
      require(first >= 1, "first", "at least 1");
      require(every >= 1, "every", "at least 1");
    }
  }

  /** Every frame is written in pieces of so many bytes. */
  record Split(int bytes) implements Fault {
    public Split {
      require(bytes >= 1, "bytes", "at least 1");
    }
  }

  /** A guardrail steps in: its message instead of the answer. */
  record Guardrail() implements Fault {}

  /** The model's own filter steps in: some words, and then no more. */
  record ContentFilter() implements Fault {}

  /** The first frame comes so many milliseconds later. */
  record Latency(int millis) implements Fault {
    public Latency {
      requireCount(millis, "millis");
    }
  }

  /** Exactly this answer. */
  record Text(String text) implements Fault {
    public Text {
      require(text != null && !text.isEmpty(), "text", "given");
    }
  }

  private static void requireCount(int value, String field) {
    require(value >= 0 && value <= 100_000_000, field, "from 0 to 100000000");
  }

  private static void require(boolean condition, String field, String rule) {
    if (!condition) {
      throw new IllegalArgumentException(field + " must be " + rule);
    }
  }
}

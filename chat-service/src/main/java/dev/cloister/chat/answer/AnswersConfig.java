package dev.cloister.chat.answer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Limits and times of answers. */
@ConfigMapping(prefix = "cloister.answers")
interface AnswersConfig {

  /** Instructions that every model call begins with. A caller can add to them, never replace. */
  Optional<String> systemPrompt();

  /** Most answers produced at a time in this pod; more are refused with 503. */
  @WithDefault("5000")
  int maxRunning();

  /** The longest question, in UTF-8 bytes. */
  @WithDefault("262144")
  MemorySize maxQuestion();

  /** The longest system text that a caller may add, in UTF-8 bytes. */
  @WithDefault("32768")
  MemorySize maxSystem();

  /** The longest answer, in characters; one that grows longer is cut off and marked failed. */
  @WithDefault("1000000")
  int maxLength();

  /** How far, in characters, an answer may run ahead of the foremost of its listeners. */
  @WithDefault("65536")
  int maxLead();

  /** How long an answer stays replayable from memory after its end. */
  @WithDefault("10m")
  Duration retention();

  /** Most ended answers kept for replay. */
  @WithDefault("2000")
  int maxRetained();

  /** Memory that the ended answers kept for replay may take, in bytes; the oldest go first. */
  @WithDefault("64M")
  MemorySize maxRetainedBytes();

  /** Most streams that one person may have open in this pod; more are refused with 429. */
  @WithDefault("100")
  int maxStreams();

  /** How often a growing answer is stored. */
  @WithDefault("3s")
  Duration checkpointInterval();

  /** How often a silent answer's lease is renewed; well under history-service's lease. */
  @WithDefault("20s")
  Duration leaseRenewal();

  /** How long a model may be silent before its stream is taken for lost. */
  @WithDefault("2m")
  Duration silenceTimeout();

  /**
   * How long a request waits for the model to begin before its stream starts anyway. Until then a
   * failure is an HTTP status; after it, an event.
   */
  @WithDefault("3s")
  Duration startWithin();

  /**
   * How many times a model call that was throttled or not available is repeated before its first
   * token, within {@link #startWithin}.
   */
  @WithDefault("2")
  int retries();

  /** After how much silence a listener gets a comment, so that proxies keep its connection. */
  @WithDefault("15s")
  Duration heartbeat();

  /**
   * Over how long the pace of a listener that is behind is taken. One that took less than {@link
   * #leastSpeed} is cut, so that it cannot hold the answer back for ever. It can come back and
   * continue.
   */
  @WithDefault("60s")
  Duration stallTimeout();

  /** How many bytes a second a listener that is behind has to take; about 100 make a token. */
  @WithDefault("256")
  MemorySize leastSpeed();
}

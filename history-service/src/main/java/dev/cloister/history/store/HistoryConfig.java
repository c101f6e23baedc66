package dev.cloister.history.store;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Where history is kept and for how long its promises hold. */
@ConfigMapping(prefix = "cloister.history")
public interface HistoryConfig {

  /** The DynamoDB table of sessions and messages. */
  @WithDefault("cloister-history")
  String table();

  /**
   * The S3 bucket of contents that are too large for an item. It has no default: buckets' names are
   * all the world's, and one that everybody has would be somebody else's.
   */
  String bucket();

  /** Whether table and bucket are made at start. For development; operators make their own. */
  @WithDefault("false")
  boolean create();

  /** Contents of more UTF-8 bytes than this go to the bucket. An item holds 400 KiB in all. */
  @WithDefault("300K")
  MemorySize spillThreshold();

  /** How long an answer counts as streaming after its last checkpoint; then it is interrupted. */
  @WithDefault("60s")
  Duration answerLease();

  /** How long an Idempotency-Key is remembered. */
  @WithDefault("24h")
  Duration idempotencyRetention();

  /** Most messages in a session, questions and answers; after that it takes no more. */
  @WithDefault("20000")
  int maxMessages();

  /** What people give along with their questions. */
  Attachments attachments();

  /** How what nobody needs any more is removed. */
  Sweep sweep();

  /** How much one response holds at most. */
  Response response();

  /** The token subjects that may use the internal routes, matched exactly. */
  @WithDefault("chat-service")
  List<String> workloads();

  /** What people give along with their questions. */
  interface Attachments {

    /** About how many a session has at most, whether a question has them or not. */
    @WithDefault("500")
    int perSession();

    /** How long one waits for its question; then it is removed. */
    @WithDefault("24h")
    Duration unused();

    /** Memory that those which come and go may take at a time, in bytes; more get 503. */
    @WithDefault("32M")
    MemorySize memory();

    /** How much of it one person's may take, in bytes; more get 503. */
    @WithDefault("16M")
    MemorySize memoryPerPerson();
  }

  /** How much one response holds at most; what is left out is a page away. */
  interface Response {

    /** Sessions, where the caller asks for no page; so many are deleted by one call, too. */
    @WithDefault("1000")
    int sessions();

    /** Messages, where the caller asks for no page. */
    @WithDefault("1000")
    int messages();

    /** UTF-8 bytes of messages, also in a page; a larger message comes alone. */
    @WithDefault("16M")
    MemorySize bytes();

    /** UTF-8 bytes of messages in all responses that are being read at a time; more get 503. */
    @WithDefault("48M")
    MemorySize memory();

    /** How many of them one person's may hold; more get 503. */
    @WithDefault("32M")
    MemorySize memoryPerPerson();
  }

  /** How what nobody needs any more is removed. */
  interface Sweep {

    /** How often a pod looks for what is due; one pod at a time does. */
    @WithDefault("1m")
    Duration interval();

    /**
     * After this long an object is looked at, whether a message points to it; and after this long
     * without a lease an answer that still streams is taken for dead.
     */
    @WithDefault("1h")
    Duration age();

    /** How many deleted sessions and objects are looked at each time at most. */
    @WithDefault("1000")
    int most();
  }
}

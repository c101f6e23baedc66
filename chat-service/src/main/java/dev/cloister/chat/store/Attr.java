package dev.cloister.chat.store;

/** The names of the table's own attributes and its index. */
public final class Attr {

  /** Partition key. */
  public static final String PK = "PK";

  /** Sort key. */
  public static final String SK = "SK";

  /** When an item ends, epoch seconds; the table's TTL attribute. */
  public static final String EXPIRES_AT = "expiresAt";

  /** Usage: the day and which of its shards, the partition key of {@link #BY_DAY}. */
  public static final String DAY_SHARD = "dayShard";

  /** The global index that lists a day's usage, in shards, by {@link #PK}. */
  public static final String BY_DAY = "by-day";

  private Attr() {}
}

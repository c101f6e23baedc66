package dev.cloister.feedback.store;

/** The names of the table's attributes and its index; clients read the same names in JSON. */
public final class Attr {

  /** Partition key. */
  public static final String PK = "PK";

  /** Sort key. */
  public static final String SK = "SK";

  /** The feedback's id. */
  public static final String FEEDBACK_ID = "feedback_id";

  /** Who gave it. */
  public static final String USER_ID = "user_id";

  /** The session of the rated message. */
  public static final String SESSION_ID = "session_id";

  /** The rated message. */
  public static final String MESSAGE_ID = "message_id";

  /** thumbs_up or thumbs_down. */
  public static final String RATING = "rating";

  /** Why, for a thumbs down. */
  public static final String REASON = "reason";

  /** The person's own words. */
  public static final String TEXT_FEEDBACK = "text_feedback";

  /** When it was given, ISO 8601 in UTC with microseconds, so that text order is time order. */
  public static final String CREATED_AT = "created_at";

  /** The day of {@link #CREATED_AT}; an administrator's list by date can be built on it. */
  public static final String DAY = "day";

  /** The model that answered. */
  public static final String MODEL_USED = "model_used";

  /** How long the answer took. */
  public static final String RESPONSE_TIME_MS = "response_time_ms";

  /** The local index that lists an owner's feedback by {@link #CREATED_AT}. */
  public static final String BY_CREATED = "by-created";

  private Attr() {}
}

package dev.cloister.history.store;

/** The names of the table's attributes and its index. */
public final class Attr {

  /** Partition key. */
  public static final String PK = "PK";

  /** Sort key. */
  public static final String SK = "SK";

  /** Headers: when the session last got a turn, epoch ms; absent once it is being deleted. */
  public static final String UPDATED_AT = "updatedAt";

  /** Headers and messages: when it was made, epoch ms. */
  public static final String CREATED_AT = "createdAt";

  /** Headers: the sequence of the newest message. Answer items: the answer's own. */
  public static final String SEQUENCE = "sequence";

  /** Headers: what the session is called. */
  public static final String TITLE = "title";

  /** Headers: first, generated or user. */
  public static final String TITLE_SOURCE = "titleSource";

  /** Headers: present once deletion has begun. */
  public static final String DELETING = "deleting";

  /** Messages: the message's id. */
  public static final String ID = "id";

  /** Messages: the content, where it is small enough. */
  public static final String TEXT = "text";

  /**
   * Messages: the object that holds the content, where it is not. Attachments: likewise, absent
   * once it was removed. Chores: what to look at.
   */
  public static final String TEXT_OBJECT = "textObject";

  /** Messages: the content's UTF-8 bytes. */
  public static final String TEXT_BYTES = "textBytes";

  /** Questions: what was attached to them. */
  public static final String ATTACHMENTS = "attachments";

  /** Attachments: what its sender calls it. */
  public static final String FILENAME = "filename";

  /** Attachments: what it is. */
  public static final String MEDIA_TYPE = "mediaType";

  /** Attachments: how long it is. */
  public static final String BYTES = "bytes";

  /** Attachments: present once a question has it. Chores: which one to look at. */
  public static final String ATTACHED = "attached";

  /** Answers: the model. */
  public static final String MODEL_ID = "modelId";

  /** Answers: the message that is answered. */
  public static final String USER_MESSAGE_ID = "userMessageId";

  /** Answers: streaming, or how it ended. */
  public static final String STATUS = "status";

  /** Answers: the newest checkpoint's number. */
  public static final String REVISION = "revision";

  /** Answers: the call that began the turn; only it may abandon it. Chores: what leads to it. */
  public static final String ATTEMPT = "attempt";

  /** Whether an inspection is the last of its object. */
  public static final String LAST = "last";

  /** Answers: until when a streaming answer is believed to be alive, epoch ms. */
  public static final String LEASE_UNTIL = "leaseUntil";

  /** Answers: why the model stopped. */
  public static final String STOP_REASON = "stopReason";

  /** Answers: tokens read. */
  public static final String INPUT_TOKENS = "inputTokens";

  /** Answers: tokens written. */
  public static final String OUTPUT_TOKENS = "outputTokens";

  /** Answers: tokens in all. */
  public static final String TOTAL_TOKENS = "totalTokens";

  /** Answers: milliseconds to the first token. */
  public static final String FIRST_TOKEN_MS = "timeToFirstTokenMs";

  /** Answers: milliseconds to the end. */
  public static final String RESPONSE_MS = "responseTimeMs";

  /** Answers: the problem that ended it. */
  public static final String PROBLEM_TYPE = "problemType";

  /** Idempotency items: the answer of the first call. */
  public static final String ANSWER_ID = "answerId";

  /** Idempotency items: what the first call asked for. Attachments: a hash of the content. */
  public static final String FINGERPRINT = "fingerprint";

  /** Chores: removal or inspection. */
  public static final String CHORE = "chore";

  /** Chores: whose session it is about. */
  public static final String OWNER = "owner";

  /** Chores: which session. */
  public static final String SESSION = "session";

  /**
   * Idempotency items, abandoned attempts, removed attachments, marks of deleted sessions: when
   * they end, epoch seconds; the table's TTL.
   */
  public static final String EXPIRES_AT = "expiresAt";

  /** The local index that lists an owner's sessions by {@link #UPDATED_AT}. */
  public static final String BY_UPDATED = "by-updated";

  private Attr() {}
}

package dev.cloister.localcloud.bedrock.wire;

/** A refusal in the service's own words, sent before anything else was. */
public final class AwsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final transient Integer retryAfterSeconds;
  private final String messageMember;

  /**
   * @param type the exception's name, for example {@code ThrottlingException}
   */
  public AwsException(int status, String type, String message) {
    this(status, type, message, null);
  }

  /**
   * @param retryAfterSeconds null for no such header
   */
  public AwsException(int status, String type, String message, Integer retryAfterSeconds) {
    this(status, type, message, retryAfterSeconds, "message");
  }

  private AwsException(
      int status, String type, String message, Integer retryAfterSeconds, String messageMember) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
    this.retryAfterSeconds = retryAfterSeconds;
    this.messageMember = messageMember;
  }

  public static AwsException validation(String message) {
    return new AwsException(400, "ValidationException", message);
  }

  /**
   * As IAM refuses before the service is asked; it spells the body's member with a capital letter.
   *
   * @param session the role's, or null
   */
  public static AwsException denied(String session, String action, String resource) {
    return new AwsException(
        403,
        "AccessDeniedException",
        ("User: %1$s is not authorized to perform: bedrock:%2$s on resource: %3$s because no"
                + " identity-based policy allows the bedrock:%2$s action")
            .formatted(
                session == null ? "arn:aws:iam::000000000000:user/local" : session,
                action,
                resource),
        null,
        "Message");
  }

  /**
   * @param retryAfterSeconds null for no such header, as the service usually does
   */
  public static AwsException throttling(Integer retryAfterSeconds) {
    return new AwsException(
        429,
        "ThrottlingException",
        "Too many requests, please wait before trying again.",
        retryAfterSeconds);
  }

  /** The status that the service gives this exception. */
  public static AwsException named(String type, String message) {
    String name = Character.toUpperCase(type.charAt(0)) + type.substring(1);
    int status =
        switch (name) {
          case "ValidationException" -> 400;
          case "AccessDeniedException" -> 403;
          case "ResourceNotFoundException" -> 404;
          case "ModelTimeoutException" -> 408;
          case "ModelErrorException", "ModelStreamErrorException" -> 424;
          case "ThrottlingException", "ModelNotReadyException" -> 429;
          case "ServiceUnavailableException" -> 503;
          default -> 500;
        };
    return new AwsException(status, name, message);
  }

  public int status() {
    return status;
  }

  public String type() {
    return type;
  }

  /** What the message is called in the body. */
  public String messageMember() {
    return messageMember;
  }

  /** Null where no Retry-After is sent. */
  public Integer retryAfterSeconds() {
    return retryAfterSeconds;
  }
}

package dev.cloister.localcloud.platform;

/** Everything that listens, with its distance from the origin's port. */
enum Part {
  ORIGIN("origin", 0),
  CHAT("chat-service", 1),
  HISTORY("history-service", 2),
  FEEDBACK("feedback-service", 3),
  DYNAMODB("dynamodb", 4),
  S3("s3", 5),
  ISSUER("issuer", 6),
  BEDROCK("bedrock", 7),
  SECOND_CHAT("chat-service.second", 8),
  STS("sts", 9),
  SECOND_CHAT_MANAGEMENT("chat-service.second.management", 10),
  CHAT_MANAGEMENT("chat-service.management", 11),
  HISTORY_MANAGEMENT("history-service.management", 12),
  FEEDBACK_MANAGEMENT("feedback-service.management", 13);

  /** As the endpoints file and messages call it. */
  final String label;

  final int offset;

  Part(String label, int offset) {
    this.label = label;
    this.offset = offset;
  }
}

package dev.cloister.feedback.rating;

import dev.cloister.feedback.store.Attr;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Ratings as items, and back. */
final class FeedbackItems {

  private static final int DAY_CHARS = "2026-01-01".length();

  private FeedbackItems() {}

  static Map<String, AttributeValue> item(String partition, String sort, Feedback feedback) {
    var item = new HashMap<String, AttributeValue>();
    put(item, Attr.PK, partition);
    put(item, Attr.SK, sort);
    put(item, Attr.FEEDBACK_ID, feedback.feedbackId());
    put(item, Attr.USER_ID, feedback.userId());
    put(item, Attr.SESSION_ID, feedback.sessionId());
    put(item, Attr.MESSAGE_ID, feedback.messageId());
    put(item, Attr.RATING, feedback.rating());
    put(item, Attr.REASON, feedback.reason());
    put(item, Attr.TEXT_FEEDBACK, feedback.textFeedback());
    put(item, Attr.CREATED_AT, feedback.createdAt());
    put(item, Attr.DAY, feedback.createdAt().substring(0, DAY_CHARS));
    put(item, Attr.MODEL_USED, feedback.modelUsed());
    if (feedback.responseTimeMs() != null) {
      item.put(Attr.RESPONSE_TIME_MS, AttributeValue.fromN(feedback.responseTimeMs().toString()));
    }
    return item;
  }

  static Feedback feedback(Map<String, AttributeValue> item) {
    AttributeValue time = item.get(Attr.RESPONSE_TIME_MS);
    return new Feedback(
        text(item, Attr.FEEDBACK_ID),
        text(item, Attr.USER_ID),
        text(item, Attr.SESSION_ID),
        text(item, Attr.MESSAGE_ID),
        text(item, Attr.RATING),
        text(item, Attr.REASON),
        text(item, Attr.TEXT_FEEDBACK),
        text(item, Attr.CREATED_AT),
        text(item, Attr.MODEL_USED),
        time == null ? null : Long.valueOf(time.n()));
  }

  private static void put(Map<String, AttributeValue> item, String name, String value) {
    if (value != null) {
      item.put(name, AttributeValue.fromS(value));
    }
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? null : value.s();
  }
}

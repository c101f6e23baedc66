package dev.cloister.history.message;

import static dev.cloister.history.store.Values.n;
import static dev.cloister.history.store.Values.number;
import static dev.cloister.history.store.Values.s;
import static dev.cloister.history.store.Values.text;

import dev.cloister.history.attachment.AttachmentItems;
import dev.cloister.history.content.Content;
import dev.cloister.history.key.Keys;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.message.Message.Answer;
import dev.cloister.history.message.Message.Question;
import dev.cloister.history.store.Attr;
import dev.cloister.history.store.Values;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Messages as items, and back. */
public final class MessageItems {

  private MessageItems() {}

  /** The item of a new message. */
  public static Map<String, AttributeValue> item(SessionKey session, Message message, Instant now) {
    var item = new HashMap<>(Values.key(Keys.session(session), Keys.message(message.sequence())));
    item.put(Attr.ID, s(message.id().value()));
    item.put(Attr.CREATED_AT, n(now.toEpochMilli()));
    item.putAll(message.content().attributes());
    switch (message) {
      case Question question -> item.putAll(AttachmentItems.ofQuestion(question.attachments()));
      case Answer answer -> {
        item.put(Attr.USER_MESSAGE_ID, s(answer.questionId().value()));
        item.put(Attr.MODEL_ID, s(answer.modelId()));
        item.put(Attr.STATUS, s(answer.stored().text()));
        item.put(Attr.REVISION, n(answer.revision()));
        item.put(Attr.ATTEMPT, s(answer.attempt().value()));
        item.put(Attr.LEASE_UNTIL, n(answer.leaseUntil().toEpochMilli()));
        item.putAll(attributes(answer.facts()));
      }
    }
    return item;
  }

  /** The attributes of what is known of an answer's end. */
  public static Map<String, AttributeValue> attributes(Facts facts) {
    var attributes = new HashMap<String, AttributeValue>();
    put(attributes, Attr.STOP_REASON, facts.stopReason());
    put(attributes, Attr.PROBLEM_TYPE, facts.problemType());
    put(attributes, Attr.FIRST_TOKEN_MS, facts.timeToFirstTokenMs());
    put(attributes, Attr.RESPONSE_MS, facts.responseTimeMs());
    if (facts.usage() != null) {
      put(attributes, Attr.INPUT_TOKENS, facts.usage().inputTokens());
      put(attributes, Attr.OUTPUT_TOKENS, facts.usage().outputTokens());
      put(attributes, Attr.TOTAL_TOKENS, facts.usage().totalTokens());
    }
    return attributes;
  }

  /** The message of an item. */
  public static Message message(Map<String, AttributeValue> item) {
    long sequence = Long.parseLong(text(item, Attr.SK).substring(Keys.MESSAGE.length()));
    var id = new MessageId(text(item, Attr.ID));
    String status = text(item, Attr.STATUS);
    if (status == null) {
      return new Question(sequence, id, Content.of(item), AttachmentItems.ofQuestion(item));
    }
    return new Answer(
        sequence,
        id,
        Content.of(item),
        new MessageId(text(item, Attr.USER_MESSAGE_ID)),
        text(item, Attr.MODEL_ID),
        AnswerStatus.named(status).orElseThrow(),
        number(item, Attr.REVISION),
        new MessageId(text(item, Attr.ATTEMPT)),
        Instant.ofEpochMilli(number(item, Attr.LEASE_UNTIL)),
        facts(item));
  }

  private static Facts facts(Map<String, AttributeValue> item) {
    Long input = number(item, Attr.INPUT_TOKENS);
    return new Facts(
        text(item, Attr.STOP_REASON),
        input == null
            ? null
            : new Usage(input, number(item, Attr.OUTPUT_TOKENS), number(item, Attr.TOTAL_TOKENS)),
        number(item, Attr.FIRST_TOKEN_MS),
        number(item, Attr.RESPONSE_MS),
        text(item, Attr.PROBLEM_TYPE));
  }

  private static void put(Map<String, AttributeValue> item, String name, String value) {
    if (value != null) {
      item.put(name, s(value));
    }
  }

  private static void put(Map<String, AttributeValue> item, String name, Long value) {
    if (value != null) {
      item.put(name, n(value));
    }
  }
}

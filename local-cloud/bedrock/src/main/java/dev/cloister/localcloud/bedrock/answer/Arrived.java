package dev.cloister.localcloud.bedrock.answer;

import java.util.List;
import java.util.stream.Collectors;

/** Says in an answer what came with the conversation. */
final class Arrived {

  private Arrived() {}

  /** Everything that came; empty where nothing did. */
  static String all(Question question) {
    List<Attachment> all = question.attachments();
    return all.isEmpty() ? "" : "Attached: " + list(all) + "." + remark(all);
  }

  /** What came and could not be read; empty where there is nothing of that. */
  static String unread(Question question) {
    List<Attachment> unread = question.attachments().stream().filter(Arrived::isUnread).toList();
    return unread.isEmpty() ? "" : "Also attached: " + list(unread) + "." + remark(unread);
  }

  private static String list(List<Attachment> attachments) {
    return attachments.stream().map(Attachment::shown).collect(Collectors.joining(", "));
  }

  private static String remark(List<Attachment> attachments) {
    return attachments.stream().anyMatch(Arrived::isUnread)
        ? " I read txt, md, csv and html only."
        : "";
  }

  private static boolean isUnread(Attachment attachment) {
    return switch (attachment) {
      case Attachment.Text text -> false;
      case Attachment.Binary binary -> true;
      case Attachment.Image image -> true;
    };
  }
}

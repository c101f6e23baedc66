package dev.cloister.localcloud.bedrock.answer;

import dev.cloister.localcloud.bedrock.answer.Question.Turn;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The passages of attached documents, as far as these are text. */
final class AttachedText {

  private static final Pattern UNSEEN =
      Pattern.compile("(?is)<!--.*?-->|<(script|style|head)\\b.*?</\\1\\s*>");
  private static final Pattern HEADING = Pattern.compile("(?i)<h[1-6]\\b[^>]*>\\s*");
  private static final Pattern BLOCK =
      Pattern.compile("(?i)</?(p|div|section|article|ul|ol|li|table|tr|br|h[1-6])\\b[^>]*>");
  private static final Pattern TAG = Pattern.compile("</?[a-zA-Z!][^>]*>");

  private AttachedText() {}

  static List<Passage> passages(Turn turn) {
    return turn.attachments().stream()
        .flatMap(attachment -> passages(attachment).stream())
        .toList();
  }

  private static List<Passage> passages(Attachment attachment) {
    return switch (attachment) {
      case Attachment.Text text -> DocumentReader.read(text.name(), markdown(text));
      case Attachment.Binary binary -> List.of();
      case Attachment.Image image -> List.of();
    };
  }

  private static String markdown(Attachment.Text document) {
    String text = document.text();
    return switch (document.format()) {
      case TXT, MD -> text;
      // A row is a sentence of its own.
      case CSV -> text.lines().collect(Collectors.joining("\n\n"));
      case HTML -> unescaped(withoutTags(text));
    };
  }

  private static String withoutTags(String html) {
    String seen = UNSEEN.matcher(html).replaceAll(" ");
    String headed = HEADING.matcher(seen).replaceAll("\n\n# ");
    String blocks = BLOCK.matcher(headed).replaceAll("\n\n");
    return TAG.matcher(blocks).replaceAll("");
  }

  private static String unescaped(String text) {
    return text.replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}

package dev.cloister.localcloud.bedrock.converse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.localcloud.bedrock.answer.Attachment;
import dev.cloister.localcloud.bedrock.answer.Question.Role;
import dev.cloister.localcloud.bedrock.wire.AwsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the documents and images of a request, or refuses them in the service's own words. One use
 * per request: it counts.
 */
final class AttachmentRules {

  private static final int MAX_DOCUMENTS = 5;
  private static final int MAX_DOCUMENT_BYTES = 4_718_592;
  private static final int MAX_IMAGES = 20;
  private static final int MAX_IMAGE_BYTES = 3_932_160;
  // Of white space the service takes the space alone, whatever its message says. It takes
  // underscores, too, but does not say so anywhere, and whoever sends them relies on luck.
  private static final Pattern NAME = Pattern.compile("(?!.*  )[A-Za-z0-9 ()\\[\\]-]+");
  private static final int MAX_NAME = 200;

  private final Set<String> names = new HashSet<>();
  private int documents;
  private int images;

  /**
   * What stands in a message beside its text.
   *
   * @param message its number, from 0
   */
  List<Attachment> read(Role role, List<JsonNode> content, int message) {
    List<Attachment> attachments = new ArrayList<>();
    for (int i = 0; i < content.size(); i++) {
      JsonNode block = content.get(i);
      if (block.hasNonNull("document")) {
        attachments.add(document(MediaBlock.of("document", block, message, i)));
      } else if (block.hasNonNull("image")) {
        attachments.add(image(MediaBlock.of("image", block, message, i)));
      }
    }
    if (!attachments.isEmpty() && role != Role.USER) {
      throw AwsException.validation(
          "Documents and images can be included only in messages with the user role. Remove them"
              + " from messages.%d and retry your request.".formatted(message));
    }
    checkText(content);
    return List.copyOf(attachments);
  }

  private static void checkText(List<JsonNode> content) {
    if (content.stream().anyMatch(block -> block.hasNonNull("document"))
        && content.stream().noneMatch(block -> block.path("text").isTextual())) {
      throw AwsException.validation(
          "A text block must be included when using documents. Add a text block and retry your"
              + " request.");
    }
  }

  private Attachment document(MediaBlock block) {
    if (++documents > MAX_DOCUMENTS) {
      throw AwsException.validation("You can't include more than 5 documents in a request.");
    }
    checkName(block);
    Optional<Attachment.Text.Format> text = block.format(Attachment.Text.Format.class);
    Optional<Attachment.Binary.Format> binary = block.format(Attachment.Binary.Format.class);
    if (text.isEmpty() && binary.isEmpty()) {
      throw block.constraint(
          "format",
          "Member must satisfy enum value set: [docx, csv, html, txt, pdf, md, doc, xlsx, xls]");
    }
    String name = block.text("name");
    byte[] bytes = block.bytes(MAX_DOCUMENT_BYTES, "4.5 MB");
    return text.isPresent()
        ? new Attachment.Text(text.get(), name, bytes)
        : new Attachment.Binary(binary.get(), name, bytes);
  }

  private void checkName(MediaBlock block) {
    String name = block.text("name");
    if (name.length() > MAX_NAME) {
      throw block.constraint("name", "Member must have length less than or equal to 200");
    }
    if (!NAME.matcher(name).matches()) {
      throw AwsException.validation(
          "The document file name can only contain alphanumeric characters, whitespace characters,"
              + " hyphens, parentheses, and square brackets. The name can't contain more than one"
              + " consecutive whitespace character. Check that the file name conforms to these"
              + " restrictions and retry your request.");
    }
    if (!names.add(name)) {
      throw AwsException.validation(
          "Messages can't contain duplicate document names. Rename the document and retry your"
              + " request.");
    }
  }

  private Attachment image(MediaBlock block) {
    if (++images > MAX_IMAGES) {
      throw AwsException.validation("You can't include more than 20 images in a request.");
    }
    Attachment.Image.Format format =
        block
            .format(Attachment.Image.Format.class)
            .orElseThrow(
                () ->
                    block.constraint(
                        "format", "Member must satisfy enum value set: [jpeg, png, gif, webp]"));
    return new Attachment.Image(format, block.bytes(MAX_IMAGE_BYTES, "3.75 MB"));
  }
}

package dev.cloister.history.attachment;

import dev.cloister.edge.problem.Problem;
import dev.cloister.history.key.AttachmentId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;

/**
 * A file that a person gives along with a question.
 *
 * @param id its id
 * @param filename what its sender calls it: 1 to 200 characters, none of them a slash or a control
 * @param mediaType one of {@link AttachmentType}
 * @param bytes how long it is
 */
@RegisterForReflection
public record Attachment(AttachmentId id, String filename, String mediaType, long bytes) {

  /** As many as one question may have; Converse takes no more documents. */
  public static final int MOST_OF_A_QUESTION = 5;

  private static final int LONGEST_NAME = 200;

  /** One that has arrived; anything wrong with it is a problem that names the part at fault. */
  static Attachment of(AttachmentId id, String filename, String contentType, byte[] body) {
    var type = AttachmentType.of(contentType);
    if (filename == null
        || filename.isBlank()
        || filename.length() > LONGEST_NAME
        || filename.chars().anyMatch(Attachment::isNoPartOfAName)
        || !StandardCharsets.UTF_8.newEncoder().canEncode(filename)) {
      throw Problem.invalid(
              "filename",
              "must be 1 to " + LONGEST_NAME + " characters without slashes and control characters")
          .asException();
    }
    type.check(body);
    return new Attachment(id, filename, type.mediaType(), body.length);
  }

  private static boolean isNoPartOfAName(int c) {
    return c == '/' || c == '\\' || Character.isISOControl(c);
  }

  @Override
  public String toString() {
    return "Attachment[id=" + id + ", mediaType=" + mediaType + ", bytes=" + bytes + "]";
  }
}

package dev.cloister.chat.bedrock;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * A file that a person gave along with their words; what is in it is elsewhere.
 *
 * @param mediaType one that {@link FileBlocks} knows
 * @param bytes how long it is
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Attached(UUID id, String filename, String mediaType, long bytes) {

  /** Models scale larger images down; a page of this size has about so many. */
  private static final int IMAGE_TOKENS = 1_600;

  private static final int TEXT_BYTES_ABOUT = 2;
  private static final int OFFICE_BYTES_ABOUT = 10;
  private static final int OFFICE_BYTES_AT_LEAST = 2;

  /** Whether a model looks at it rather than reads it. */
  public boolean isImage() {
    return mediaType.startsWith("image/");
  }

  /** How many tokens it is likely to have. What a PDF holds cannot be told from its length. */
  public long tokensAbout() {
    if (isImage()) {
      return IMAGE_TOKENS;
    }
    return bytes / (isText() ? TEXT_BYTES_ABOUT : OFFICE_BYTES_ABOUT) + 1;
  }

  /** How many it may have at most: of text, which is often numbers, one for each byte. */
  public long tokensAtMost() {
    if (isImage()) {
      return IMAGE_TOKENS;
    }
    return isText() ? bytes : bytes / OFFICE_BYTES_AT_LEAST + 1;
  }

  private boolean isText() {
    return mediaType.startsWith("text/");
  }

  @Override
  public String toString() {
    return "Attached[" + id + ", " + mediaType + ", " + bytes + " bytes]";
  }
}

package dev.cloister.history.attachment;

import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What may be attached: what Bedrock's Converse takes as a document or an image, in its sizes. */
enum AttachmentType {
  PDF("application/pdf", Limits.DOCUMENT, "%PDF-", 1024),
  CSV("text/csv", Limits.DOCUMENT, "", 0),
  DOC("application/msword", Limits.DOCUMENT, Limits.COMPOUND_FILE, 0),
  DOCX(
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      Limits.DOCUMENT,
      Limits.ZIP,
      0),
  XLS("application/vnd.ms-excel", Limits.DOCUMENT, Limits.COMPOUND_FILE, 0),
  XLSX(
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      Limits.DOCUMENT,
      Limits.ZIP,
      0),
  HTML("text/html", Limits.DOCUMENT, "", 0),
  TXT("text/plain", Limits.DOCUMENT, "", 0),
  MD("text/markdown", Limits.DOCUMENT, "", 0),
  PNG("image/png", Limits.IMAGE, "\u0089PNG\r\n\u001a\n", 0),
  JPEG("image/jpeg", Limits.IMAGE, "\u00ff\u00d8\u00ff", 0),
  GIF("image/gif", Limits.IMAGE, "GIF8", 0),
  WEBP("image/webp", Limits.IMAGE, "WEBP", 8);

  private final String mediaType;
  private final int mostBytes;
  private final byte[] signature;
  private final int signatureWithin;

  /**
   * @param signature what each such file has near its start
   * @param within how far into the file the signature begins at most
   */
  AttachmentType(String mediaType, int mostBytes, String signature, int within) {
    this.mediaType = mediaType;
    this.mostBytes = mostBytes;
    this.signature = signature.getBytes(StandardCharsets.ISO_8859_1);
    this.signatureWithin = within;
  }

  /** The type that a Content-Type names, whatever its parameters; 415 where it is none of these. */
  static AttachmentType of(String contentType) {
    String wanted = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    return Arrays.stream(values())
        .filter(type -> type.mediaType.equalsIgnoreCase(wanted))
        .findFirst()
        .orElseThrow(AttachmentType::unsupported);
  }

  String mediaType() {
    return mediaType;
  }

  /** Checks that this can be such a file, and is not larger than a model takes. */
  void check(byte[] body) {
    if (body.length == 0) {
      throw Problem.invalid("body", "must not be empty").asException();
    }
    if (body.length > mostBytes) {
      throw Problem.tooLarge("body", "must be at most " + mostBytes + " bytes for " + mediaType)
          .asException();
    }
    if (!hasSignature(body)) {
      throw Problem.invalid("body", "is no " + mediaType + "; send the file's own Content-Type")
          .asException();
    }
  }

  private boolean hasSignature(byte[] body) {
    int first = this == WEBP ? signatureWithin : 0;
    for (int at = first; at <= signatureWithin && at + signature.length <= body.length; at++) {
      if (Arrays.equals(body, at, at + signature.length, signature, 0, signature.length)) {
        return true;
      }
    }
    return false;
  }

  private static RuntimeException unsupported() {
    String known =
        Arrays.stream(values()).map(AttachmentType::mediaType).collect(Collectors.joining(", "));
    return Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be one of " + known)
        .asException();
  }

  /** Of Converse's API reference: DocumentBlock and ImageBlock. */
  private static final class Limits {
    static final int DOCUMENT = 4608 * 1024;
    static final int IMAGE = 3840 * 1024;
    static final String ZIP = "PK\u0003\u0004";
    static final String COMPOUND_FILE = "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1";
  }
}

package dev.cloister.localcloud.bedrock.answer;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What came with a message beside its text, as its bytes. Nobody changes them. */
public sealed interface Attachment {

  byte[] bytes();

  /** The format, as it stands in the request. */
  String wire();

  /** What it adds to the input's length. */
  long tokens();

  /** For the reader of an answer: name, format, size. */
  String shown();

  /** A document that is text. */
  record Text(Format format, String name, byte[] bytes) implements Attachment {

    private static final int BYTES_PER_TOKEN = 4;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What is read. */
    public enum Format {
      TXT,
      MD,
      CSV,
      HTML
    }

    public String text() {
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    @Override
    public String wire() {
      return lower(format);
    }

    @Override
    public long tokens() {
      return Math.ceilDiv(bytes.length, BYTES_PER_TOKEN);
    }

    @Override
    public String shown() {
      return "`" + name + "` " + size(this);
    }

    @Override
    public String toString() {
      return "Text" + size(this);
    }
  }

  /** A document that would have to be parsed, and is not. */
  record Binary(Format format, String name, byte[] bytes) implements Attachment {

    private static final int BYTES_PER_TOKEN = 10;

    /** What is passed over. */
    public enum Format {
      PDF,
      DOC,
      DOCX,
      XLS,
      XLSX
    }

    @Override
    public String wire() {
      return lower(format);
    }

    @Override
    public long tokens() {
      return Math.ceilDiv(bytes.length, BYTES_PER_TOKEN);
    }

    @Override
    public String shown() {
      return "`" + name + "` " + size(this);
    }

    @Override
    public String toString() {
      return "Binary" + size(this);
    }
  }

  /** A picture. */
  record Image(Format format, byte[] bytes) implements Attachment {

    // About what a model takes for a picture of a megapixel, to which it shrinks larger ones.
    private static final int TOKENS = 1_600;

    /** What is seen by models that see. */
    public enum Format {
      PNG,
      JPEG,
      GIF,
      WEBP
    }

    @Override
    public String wire() {
      return lower(format);
    }

    @Override
    public long tokens() {
      return TOKENS;
    }

    @Override
    public String shown() {
      return "an image " + size(this);
    }

    @Override
    public String toString() {
      return "Image" + size(this);
    }
  }

  private static String lower(Enum<?> format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  private static String size(Attachment attachment) {
    return String.format(
        Locale.ROOT, "(%s, %,d bytes)", attachment.wire(), attachment.bytes().length);
  }
}

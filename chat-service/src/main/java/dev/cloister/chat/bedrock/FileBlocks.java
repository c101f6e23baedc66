package dev.cloister.chat.bedrock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.DocumentFormat;
import software.amazon.awssdk.services.bedrockruntime.model.ImageFormat;

/**
 * Files as Converse's content blocks. Its documents have names of few kinds of characters, each
 * once in a request; so each gets its number in the request, and what its own name has of letters.
 */
final class FileBlocks {

  private static final int LONGEST_NAME = 100;

  private final Map<UUID, byte[]> contents;
  private int documents;

  FileBlocks(FileContents files) {
    this.contents = files.contents();
  }

  /** The blocks of one turn, its files before its words. */
  List<ContentBlock> of(Turn turn) {
    var blocks = new ArrayList<ContentBlock>();
    turn.attached().forEach(file -> blocks.add(block(file)));
    blocks.add(ContentBlock.fromText(turn.text()));
    return blocks;
  }

  private ContentBlock block(Attached file) {
    return switch (file.mediaType()) {
      case "application/pdf" -> document(DocumentFormat.PDF, file);
      case "text/csv" -> document(DocumentFormat.CSV, file);
      case "application/msword" -> document(DocumentFormat.DOC, file);
      case "application/vnd.openxmlformats-officedocument.wordprocessingml.document" ->
          document(DocumentFormat.DOCX, file);
      case "application/vnd.ms-excel" -> document(DocumentFormat.XLS, file);
      case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" ->
          document(DocumentFormat.XLSX, file);
      case "text/html" -> document(DocumentFormat.HTML, file);
      case "text/plain" -> document(DocumentFormat.TXT, file);
      case "text/markdown" -> document(DocumentFormat.MD, file);
      case "image/png" -> image(ImageFormat.PNG, file);
      case "image/jpeg" -> image(ImageFormat.JPEG, file);
      case "image/gif" -> image(ImageFormat.GIF, file);
      case "image/webp" -> image(ImageFormat.WEBP, file);
      // A newer history-service's, while pods are replaced.
      default -> throw new IllegalStateException("unknown media type " + file.mediaType());
    };
  }

  private ContentBlock document(DocumentFormat format, Attached file) {
    String name = name(++documents, file.filename());
    return ContentBlock.fromDocument(
        d -> d.format(format).name(name).source(s -> s.bytes(content(file))));
  }

  private ContentBlock image(ImageFormat format, Attached file) {
    return ContentBlock.fromImage(i -> i.format(format).source(s -> s.bytes(content(file))));
  }

  private SdkBytes content(Attached file) {
    return SdkBytes.fromByteArrayUnsafe(contents.get(file.id()));
  }

  static String name(int number, String filename) {
    String letters =
        filename
            .replaceFirst("\\.[A-Za-z0-9]{1,5}$", "")
            .replaceAll("[^A-Za-z0-9()\\[\\]-]+", " ")
            .strip();
    String name = number + " " + (letters.isEmpty() ? "document" : letters);
    return name.substring(0, Math.min(name.length(), LONGEST_NAME)).strip();
  }
}

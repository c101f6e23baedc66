package dev.cloister.localcloud.bedrock.converse;

import dev.cloister.localcloud.bedrock.answer.Attachment;
import dev.cloister.localcloud.bedrock.answer.Question;
import dev.cloister.localcloud.testkit.Streams;
import dev.cloister.localcloud.testkit.Streams.Kind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What a test is told of a request's documents and images. */
final class Carried {

  private Carried() {}

  static List<Streams.Attachment> by(Question question) {
    return question.attachments().stream().map(Carried::told).toList();
  }

  private static Streams.Attachment told(Attachment attachment) {
    return switch (attachment) {
      case Attachment.Text text -> told(text, Kind.DOCUMENT, text.name());
      case Attachment.Binary binary -> told(binary, Kind.DOCUMENT, binary.name());
      case Attachment.Image image -> told(image, Kind.IMAGE, null);
    };
  }

  private static Streams.Attachment told(Attachment attachment, Kind kind, String name) {
    byte[] bytes = attachment.bytes();
    return new Streams.Attachment(kind, attachment.wire(), name, bytes.length, sha256(bytes));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

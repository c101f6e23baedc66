package dev.cloister.localcloud.bedrock;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** Messages with documents and images. */
final class Attached {

  /** The start of a PNG, and enough of one for who does not look at it. */
  static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private Attached() {}

  static ContentBlock document(String format, String name, byte[] bytes) {
    return ContentBlock.fromDocument(
        d -> d.format(format).name(name).source(s -> s.bytes(SdkBytes.fromByteArray(bytes))));
  }

  static ContentBlock document(String format, String name, String text) {
    return document(format, name, text.getBytes(StandardCharsets.UTF_8));
  }

  static ContentBlock image(String format, byte[] bytes) {
    return ContentBlock.fromImage(
        i -> i.format(format).source(s -> s.bytes(SdkBytes.fromByteArray(bytes))));
  }

  static Message user(String text, ContentBlock... attachments) {
    List<ContentBlock> content = new ArrayList<>(List.of(attachments));
    content.addFirst(ContentBlock.fromText(text));
    return Message.builder().role("user").content(content).build();
  }
}

package dev.cloister.chat.stream;

import java.util.Map;

/**
 * How a stream begins.
 *
 * @param owner the subject whose it is
 * @param pod the pod that writes it
 * @param start what its writer says of it
 */
public record Head(String owner, String pod, String start) {

  static Head of(Map<String, String> fields) {
    return new Head(fields.get("owner"), fields.get("pod"), fields.get("start"));
  }

  Map<String, String> fields() {
    return Map.of("owner", owner, "pod", pod, "start", start);
  }

  @Override
  public String toString() {
    return "Head[pod=" + pod + "]";
  }
}

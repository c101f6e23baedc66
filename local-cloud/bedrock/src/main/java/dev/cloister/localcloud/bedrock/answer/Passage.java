package dev.cloister.localcloud.bedrock.answer;

import java.util.List;

/**
 * What stands under one heading of a document.
 *
 * @param path as shown to the reader, with the folder's own name
 * @param heading empty before the first heading
 * @param sentences paragraphs and list items cut into sentences, without tables and comments
 * @param figure the first fenced block with its fences, or the first table, as Markdown; empty
 *     where there is neither
 */
record Passage(String path, String heading, List<String> sentences, String figure) {

  String source() {
    return heading.isEmpty() ? "`%s`".formatted(path) : "`%s`, *%s*".formatted(path, heading);
  }
}

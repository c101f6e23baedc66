package dev.cloister.localcloud.bedrock.answer;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Cuts a text into pieces of about a model's token size. Joined again they are the text. */
final class WordPieces {

  private static final Pattern PIECE =
      Pattern.compile(" ?[\\p{L}\\p{N}\\p{M}]{1,7}| ?[^\\p{L}\\p{N}\\p{M}\\s]{1,3}|\\n+|\\s");

  private WordPieces() {}

  static List<String> of(String text) {
    return PIECE.matcher(text).results().map(MatchResult::group).toList();
  }
}

package dev.cloister.localcloud.bedrock.answer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** The words of a text that say something, as stems. */
final class Words {

  private static final List<String> EMPTY_WORDS =
      List.of(
          "about",
          "again",
          "all",
          "also",
          "any",
          "can",
          "could",
          "describe",
          "did",
          "do",
          "does",
          "doing",
          "else",
          "explain",
          "find",
          "from",
          "get",
          "give",
          "had",
          "has",
          "have",
          "he",
          "her",
          "here",
          "him",
          "his",
          "how",
          "i",
          "its",
          "just",
          "know",
          "let",
          "like",
          "many",
          "may",
          "me",
          "mean",
          "more",
          "much",
          "must",
          "my",
          "need",
          "now",
          "only",
          "other",
          "our",
          "out",
          "please",
          "say",
          "she",
          "should",
          "show",
          "so",
          "some",
          "tell",
          "than",
          "thanks",
          "them",
          "too",
          "up",
          "us",
          "use",
          "used",
          "very",
          "want",
          "was",
          "we",
          "were",
          "what",
          "when",
          "where",
          "which",
          "who",
          "why",
          "work",
          "would",
          "write",
          "yes",
          "you",
          "your");

  private Words() {}

  static Analyzer analyzer() {
    CharArraySet stop = new CharArraySet(EMPTY_WORDS, true);
    stop.addAll(EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
    return new EnglishAnalyzer(stop);
  }

  static Set<String> of(Analyzer analyzer, String text) {
    Set<String> words = new LinkedHashSet<>();
    try (TokenStream stream = analyzer.tokenStream("text", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        words.add(term.toString());
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }
}

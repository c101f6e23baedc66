package dev.cloister.localcloud.bedrock.answer;

import dev.cloister.localcloud.bedrock.catalog.Model;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How a model puts what was found, so that a reader sees which one was chosen. */
final class Voice {

  private static final int ENOUGH = 280;

  private final PassageIndex index;
  private final Set<String> words;

  /**
   * @param words of the question
   */
  Voice(PassageIndex index, Set<String> words) {
    this.index = index;
    this.words = words;
  }

  /** A short answer from the best of the passages. */
  String brief(Model model, List<Passage> found) {
    Passage best = found.getFirst();
    return switch (model.kind()) {
      case THOROUGH ->
          "From %s:\n\n%s%s%s"
              .formatted(best.source(), quote(best, 3), figure(best), seeAlso(found));
      case PLAIN -> "%s%s\n\n(From %s)".formatted(quote(best, 2), figure(best), best.source());
      case FRIENDLY ->
          "Good question! Here is what I found in %s:\n\n> %s%s\n\nI hope this helps."
              .formatted(best.source(), quote(best, 2), figure(best));
      case TERSE -> {
        String figure = figure(best);
        String gap = figure.isEmpty() ? " " : "\n\n";
        yield "In short: %s%s%s(%s)".formatted(quote(best, 1), figure, gap, best.source());
      }
      case EMBEDDING -> throw new IllegalArgumentException(model.id() + " does not converse");
    };
  }

  /** All that the passages say. */
  String detailed(List<Passage> found) {
    return found.stream()
        .map(
            p ->
                "From %s:\n\n%s%s"
                    .formatted(p.source(), String.join(" ", p.sentences()), figure(p)))
        .collect(Collectors.joining("\n\n"));
  }

  // The best sentence and what follows it, until that is enough to read.
  private String quote(Passage passage, int count) {
    List<String> sentences = passage.sentences();
    int best = answersWhole(passage) ? 0 : best(sentences);
    StringBuilder quote = new StringBuilder();
    for (String sentence : sentences.stream().skip(best).limit(count).toList()) {
      if (quote.length() < ENOUGH) {
        quote.append(quote.isEmpty() ? "" : " ").append(sentence);
      }
    }
    return quote.toString();
  }

  // Where the heading is the question itself, the answer begins below it.
  private boolean answersWhole(Passage passage) {
    return index.words(passage.heading()).containsAll(words);
  }

  private int best(List<String> sentences) {
    return IntStream.range(0, sentences.size())
        .boxed()
        .max(
            Comparator.comparingDouble((Integer i) -> index.score(sentences.get(i), words))
                .thenComparing(i -> -i))
        .orElse(0);
  }

  private static String figure(Passage passage) {
    return passage.figure().isEmpty() ? "" : "\n\n" + passage.figure();
  }

  private static String seeAlso(List<Passage> found) {
    return found.stream()
        .skip(1)
        .filter(p -> !p.source().equals(found.getFirst().source()))
        .findFirst()
        .map(p -> "\n\nSee also " + p.source() + ".")
        .orElse("");
  }
}

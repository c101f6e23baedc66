package dev.cloister.localcloud.bedrock.answer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/** A full-text index of passages, in memory. Safe from any thread once built. */
final class PassageIndex {

  private static final float HEADING_WEIGHT = 2.5f;
  private static final float PATH_WEIGHT = 1.2f;
  // Below this share of the question's words a passage speaks of something else.
  private static final double SHARE = 0.5;
  private static final double GOOD_LENGTH = 100;
  private static final int CANDIDATES = 12;
  private static final int MAX_WORDS = 64;

  private record Found(Passage passage, double score) {}

  private final Analyzer analyzer = Words.analyzer();
  private final List<Passage> passages;
  private final IndexSearcher searcher;

  PassageIndex(List<Passage> passages) {
    this.passages = passages;
    try {
      ByteBuffersDirectory directory = new ByteBuffersDirectory();
      try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
        for (int i = 0; i < passages.size(); i++) {
          writer.addDocument(document(i, passages.get(i)));
        }
      }
      this.searcher = new IndexSearcher(DirectoryReader.open(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The question's words as the index knows them. */
  Set<String> words(String text) {
    return Words.of(analyzer, text);
  }

  /** The passages that speak of these words, best first. */
  List<Passage> find(Set<String> words, int count) {
    if (words.isEmpty()) {
      return List.of();
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    List<String> asked = words.stream().limit(MAX_WORDS).toList();
    asked.forEach(word -> query.add(word(word), BooleanClause.Occur.SHOULD));
    query.setMinimumNumberShouldMatch((int) Math.ceil(asked.size() * SHARE));
    List<Found> found = new ArrayList<>();
    try {
      for (ScoreDoc hit : searcher.search(query.build(), CANDIDATES).scoreDocs) {
        Document stored = searcher.storedFields().document(hit.doc);
        Passage passage = passages.get(stored.getField("n").numericValue().intValue());
        found.add(new Found(passage, hit.score + bestSentence(passage, words)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream()
        .sorted(Comparator.comparingDouble(Found::score).reversed())
        .limit(count)
        .map(Found::passage)
        .toList();
  }

  /**
   * How much a sentence says about these words: rare ones weigh more, an overlong sentence less.
   */
  double score(String sentence, Set<String> words) {
    double weight =
        words(sentence).stream().filter(words::contains).mapToDouble(this::weight).sum();
    return weight / Math.sqrt(Math.max(1, sentence.length() / GOOD_LENGTH));
  }

  private double bestSentence(Passage passage, Set<String> words) {
    return passage.sentences().stream().mapToDouble(s -> score(s, words)).max().orElse(0);
  }

  private double weight(String word) {
    try {
      int known = searcher.getIndexReader().docFreq(new Term("text", word));
      return Math.log(1 + (double) passages.size() / (1 + known));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Passage> passages() {
    return passages;
  }

  private static Document document(int number, Passage passage) {
    Document document = new Document();
    document.add(new StoredField("n", number));
    document.add(new TextField("path", passage.path().replaceAll("\\W+", " "), Field.Store.NO));
    document.add(new TextField("heading", passage.heading(), Field.Store.NO));
    document.add(
        new TextField(
            "text",
            String.join(" ", passage.sentences()) + " " + passage.figure(),
            Field.Store.NO));
    return document;
  }

  private static Query word(String word) {
    return new DisjunctionMaxQuery(
        List.of(
            new TermQuery(new Term("text", word)),
            new BoostQuery(new TermQuery(new Term("heading", word)), HEADING_WEIGHT),
            new BoostQuery(new TermQuery(new Term("path", word)), PATH_WEIGHT)),
        0.3f);
  }
}

package dev.cloister.localcloud.bedrock.answer;

import dev.cloister.localcloud.bedrock.answer.Question.Role;
import dev.cloister.localcloud.bedrock.answer.Question.Turn;
import dev.cloister.localcloud.bedrock.catalog.Model;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Answers from the documents that came with the question, then from a folder of them. */
public final class DocumentAnswers implements Answers {

  private static final Pattern GREETING =
      Pattern.compile(
          "(?i)\\W*(hi|hello|hey|hallo|bonjour|good (morning|afternoon|evening)|thanks|thank you)\\b"
              + "(\\W+\\w+){0,3}\\W*"
              + "|(?i).*\\b(who are you|what can you do|what do you know)\\b\\W*");
  private static final Pattern DETAIL =
      Pattern.compile("(?i)\\b(in (full )?detail|at length|everything|long answer)\\b");

  private static final String NOTHING =
      "I found nothing about this in the documents that I can read, so I would rather not guess."
          + " Other words may help.";

  private final Vertx vertx;
  private final PassageIndex index;

  private DocumentAnswers(Vertx vertx, PassageIndex index) {
    this.vertx = vertx;
    this.index = index;
  }

  /**
   * Reads and indexes the folder, off the event loop.
   *
   * @param folder null for no documents at all
   */
  public static Future<DocumentAnswers> open(Vertx vertx, Path folder) {
    return vertx.executeBlocking(
        () ->
            new DocumentAnswers(
                vertx, new PassageIndex(folder == null ? List.of() : Library.read(folder))));
  }

  @Override
  public Future<TokenSource> answer(Question question) {
    return vertx.executeBlocking(() -> PreparedTokens.text(compose(question), question), false);
  }

  private String compose(Question question) {
    String text = question.lastUserText();
    if (Title.isAskedBy(question)) {
      return Title.of(question);
    }
    if (GREETING.matcher(text).matches() && question.turns().getLast().attachments().isEmpty()) {
      return greeting();
    }
    boolean detail = DETAIL.matcher(text).find();
    Set<String> words = index.words(DETAIL.matcher(text).replaceAll(" "));
    if (words.isEmpty()) {
      // "And why?" says nothing by itself.
      words = index.words(earlier(question));
    }
    Search search = new Search(question.model(), words, detail);
    String attached = fromAttached(question, search);
    if (!attached.isEmpty()) {
      return paragraphs(attached, Arrived.unread(question));
    }
    String known = search.answer(index);
    return known.isEmpty()
        ? paragraphs(Arrived.all(question), NOTHING)
        : paragraphs(known, Arrived.all(question));
  }

  // What came last is what is meant.
  private static String fromAttached(Question question, Search search) {
    return question.turns().reversed().stream()
        .map(AttachedText::passages)
        .filter(passages -> !passages.isEmpty())
        .map(passages -> search.answer(new PassageIndex(passages)))
        .filter(answer -> !answer.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String paragraphs(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + "\n\n" + second;
  }

  /** What is looked for, and how it is to be put. */
  private record Search(Model model, Set<String> words, boolean detail) {

    /** Empty where the index has nothing about it. */
    String answer(PassageIndex index) {
      List<Passage> found = index.find(words, detail ? 5 : 2);
      if (found.isEmpty()) {
        return "";
      }
      Voice voice = new Voice(index, words);
      return detail ? voice.detailed(found) : voice.brief(model, found);
    }
  }

  private String greeting() {
    List<Passage> passages = index.passages();
    long documents = passages.stream().map(Passage::path).distinct().count();
    if (documents == 0) {
      return "Hello! I have no documents to answer from yet.";
    }
    String example =
        passages.stream()
            .filter(p -> !p.heading().isEmpty())
            .skip(passages.size() / 2)
            .findFirst()
            .orElse(passages.getFirst())
            .heading();
    return "Hello! I answer from %d documents. Ask me about *%s*, for example."
        .formatted(documents, example);
  }

  private static String earlier(Question question) {
    List<Turn> turns = question.turns();
    return turns.stream()
        .limit(turns.size() - 1L)
        .filter(turn -> turn.role() == Role.USER)
        .reduce((first, second) -> second)
        .map(Turn::text)
        .orElse("");
  }
}

package dev.cloister.localcloud.bedrock.answer;

import dev.cloister.localcloud.bedrock.answer.Ending.StopReason;
import dev.cloister.localcloud.bedrock.answer.Ending.Usage;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Tokens that are known before the first is written. */
public final class PreparedTokens implements TokenSource {

  private final Iterator<String> tokens;
  private final StopReason reason;
  private final long input;
  private long output;

  private PreparedTokens(Iterator<String> tokens, StopReason reason, long input) {
    this.tokens = tokens;
    this.reason = reason;
    this.input = input;
  }

  /** A text, within the question's stop sequences and token limit. */
  public static PreparedTokens text(String text, Question question) {
    int end = text.length();
    for (String stop : question.stopSequences()) {
      int at = text.indexOf(stop);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    StopReason reason = end < text.length() ? StopReason.STOP_SEQUENCE : StopReason.END_TURN;
    List<String> pieces = WordPieces.of(text.substring(0, end));
    if (question.maxTokens() != null && pieces.size() > question.maxTokens()) {
      pieces = pieces.subList(0, question.maxTokens());
      reason = StopReason.MAX_TOKENS;
    }
    return new PreparedTokens(pieces.iterator(), reason, question.inputTokens());
  }

  /** A guardrail's message instead of the answer. */
  public static PreparedTokens blocked(Question question) {
    String text = "Sorry, I cannot answer this: a guardrail of this model stepped in.";
    return new PreparedTokens(
        WordPieces.of(text).iterator(), StopReason.GUARDRAIL_INTERVENED, question.inputTokens());
  }

  /** The beginning of an answer that the model's own filter cuts off. */
  public static PreparedTokens filtered(Question question) {
    return new PreparedTokens(
        WordPieces.of("First of all, you").iterator(),
        StopReason.CONTENT_FILTERED,
        question.inputTokens());
  }

  /** {@code "t0 "}, {@code "t1 "} and so on. */
  public static PreparedTokens numbered(int count, Question question) {
    Iterator<String> tokens =
        IntStream.range(0, count).mapToObj(number -> "t" + number + " ").iterator();
    return new PreparedTokens(tokens, StopReason.END_TURN, question.inputTokens());
  }

  @Override
  public String poll() {
    if (!tokens.hasNext()) {
      return null;
    }
    output++;
    return tokens.next();
  }

  @Override
  public Ending ending() {
    return tokens.hasNext() ? null : new Ending.Complete(reason, new Usage(input, output));
  }

  @Override
  public void whenReady(Runnable action) {
    // Always ready.
  }

  @Override
  public void cancel() {
    // Nothing is held.
  }
}

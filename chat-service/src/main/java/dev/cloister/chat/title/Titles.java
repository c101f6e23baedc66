package dev.cloister.chat.title;

import dev.cloister.chat.bedrock.BedrockModel;
import dev.cloister.chat.bedrock.Prompt;
import dev.cloister.chat.bedrock.Reply;
import dev.cloister.chat.bedrock.Turn;
import dev.cloister.chat.history.Asker;
import dev.cloister.chat.history.HistoryGateway;
import dev.cloister.chat.model.Catalogue;
import dev.cloister.chat.model.Model;
import dev.cloister.chat.model.ModelsConfig;
import dev.cloister.chat.usage.Meter;
import dev.cloister.chat.usage.Meters;
import dev.cloister.chat.usage.Outcome;
import dev.cloister.chat.usage.UseCase;
import dev.cloister.edge.drain.Unfinished;
import dev.cloister.edge.identity.Subject;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Has a model name a session after its first question. A title that fails, or that the person's
 * budget does not allow, is simply not there.
 */
@ApplicationScoped
public class Titles implements Unfinished {

  private static final Logger LOG = Logger.getLogger(Titles.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MAX_TOKENS = 40;
  private static final int MAX_CHARS = 80;
  private static final int QUESTION_CHARS = 2000;
  private static final List<String> INSTRUCTIONS =
      List.of(
          "Write a title for this conversation: at most six words, in the language of the question,"
              + " no quotation marks, no full stop. Write nothing but the title.");

  private final BedrockModel bedrock;
  private final HistoryGateway history;
  private final Catalogue catalogue;
  private final ModelsConfig config;
  private final Meters meters;
  private final ExecutorService threads;
  private final AtomicInteger coming = new AtomicInteger();

  Titles(
      BedrockModel bedrock,
      HistoryGateway history,
      Catalogue catalogue,
      ModelsConfig config,
      Meters meters,
      @VirtualThreads ExecutorService threads) {
    this.bedrock = bedrock;
    this.history = history;
    this.catalogue = catalogue;
    this.config = config;
    this.meters = meters;
    this.threads = threads;
  }

  /**
   * Writes the session's title in the background and returns at once.
   *
   * @param question its {@link #start}
   */
  public void write(Asker asker, UUID session, Model answeredBy, String question) {
    coming.incrementAndGet();
    threads.execute(
        () -> {
          try {
            String title = title(asker.subject(), answeredBy, question);
            if (!title.isEmpty()) {
              history.title(asker, session, title).await().atMost(PATIENCE);
            }
          } catch (RuntimeException e) {
            LOG.infof(
                "no title sessionId=%s error=%s requestId=%s",
                session, e.getClass().getName(), asker.requestId());
          } finally {
            coming.decrementAndGet();
          }
        });
  }

  @Override
  public int unfinished() {
    return coming.get();
  }

  /** A title that does not come in time is simply not there. */
  @Override
  public void giveUp() {}

  private String title(Subject owner, Model answeredBy, String question) {
    Model model = config.titleModel().map(catalogue::require).orElse(answeredBy);
    var turns = List.of(new Turn(Turn.Role.USER, question));
    var prompt = new Prompt(model.invocationId(), INSTRUCTIONS, turns, MAX_TOKENS);
    Meter meter = meters.open(owner, UUID.randomUUID(), UseCase.TITLE, model, prompt);
    Outcome outcome = Outcome.FAILED;
    try {
      meter.sending(prompt);
      Reply reply = bedrock.ask(prompt).await().atMost(PATIENCE);
      meter.answered(reply);
      outcome = reply.isBlocked() ? Outcome.BLOCKED : Outcome.FINISHED;
      return reply.isBlocked() ? "" : tidy(reply.text());
    } catch (TimeoutException e) {
      throw e; // It may have been read.
    } catch (RuntimeException e) {
      meter.refused();
      throw e;
    } finally {
      meter.end(outcome);
    }
  }

  /** As much of a question as a title needs: its first characters, never half of one. */
  public static String start(String question) {
    int end = Math.min(question.length(), QUESTION_CHARS);
    boolean torn = end < question.length() && Character.isHighSurrogate(question.charAt(end - 1));
    return question.substring(0, torn ? end - 1 : end);
  }

  static String tidy(String said) {
    String line = said.strip().lines().findFirst().orElse("").replaceAll("\\p{Cc}", " ").strip();
    String bare = line.replaceAll("^[\"'#*“«\\s]+|[\"'*”»\\s.]+$", "");
    int chars = Math.min(MAX_CHARS, bare.codePointCount(0, bare.length()));
    return bare.substring(0, bare.offsetByCodePoints(0, chars)).strip();
  }
}

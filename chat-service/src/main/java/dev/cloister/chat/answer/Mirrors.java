package dev.cloister.chat.answer;

import dev.cloister.chat.stream.Head;
import dev.cloister.chat.stream.StreamReader;
import dev.cloister.chat.stream.StreamStore;
import dev.cloister.chat.usage.Meters;
import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.Problem;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/**
 * Answers that other pods make, followed here because somebody here listens. One whose pod is gone
 * is ended here: first in history, which takes one end only, then for everybody who listens. Call
 * it from a thread that may block.
 */
@ApplicationScoped
class Mirrors {

  private static final Logger LOG = Logger.getLogger(Mirrors.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final StreamStore store;
  private final StreamReader reader;
  private final SharedForm form;
  private final SharedAnswers shared;
  private final AnswerStore history;
  private final Meters meters;
  private final ExecutorService threads;
  private final Map<AnswerId, Mirror> byId = new ConcurrentHashMap<>();

  Mirrors(
      StreamStore store,
      StreamReader reader,
      SharedForm form,
      SharedAnswers shared,
      AnswerStore history,
      Meters meters,
      @VirtualThreads ExecutorService threads) {
    this.store = store;
    this.reader = reader;
    this.form = form;
    this.shared = shared;
    this.history = history;
    this.meters = meters;
    this.threads = threads;
  }

  /** Whether there is anything beyond this pod. */
  boolean isConfigured() {
    return store.isConfigured();
  }

  /** The subject's answer wherever it is made; empty where it is unknown or another's. */
  Optional<EventLog> find(Subject owner, AnswerId id) {
    return head(owner, id).map(head -> follow(owner, id, head).log());
  }

  /** Stops the subject's answer at its pod; false where it is unknown or another's. */
  boolean stop(Subject owner, AnswerId id) {
    Optional<Head> head = head(owner, id);
    head.ifPresent(
        found -> {
          reach(store.orderStop(id.value(), found));
          follow(owner, id, found); // Where its pod is gone, it is ended here.
        });
    return head.isPresent();
  }

  private Optional<Head> head(Subject owner, AnswerId id) {
    return store.isConfigured()
        ? reach(store.head(id.value())).filter(head -> head.owner().equals(owner.value()))
        : Optional.empty();
  }

  private Mirror follow(Subject owner, AnswerId id, Head head) {
    byId.values().removeIf(mirror -> !mirror.isWanted());
    return byId.computeIfAbsent(
        id,
        key -> {
          var start = form.start(head.start());
          var mirror = new Mirror(owner, start, form, m -> threads.execute(() -> takeOver(m)));
          reader.follow(id.value(), head, mirror);
          return mirror;
        });
  }

  private void takeOver(Mirror mirror) {
    var id = mirror.log().started().id();
    try {
      EndRecord end = history.endOrphan(mirror).await().indefinitely();
      if (end == AnswerStore.BROKEN_OFF) {
        meters.brokenOff(mirror.owner(), mirror.log().started().modelId(), mirror.log().text());
      }
      shared.end(id, end).await().atMost(PATIENCE);
      mirror.end(end);
      LOG.warnf("ended an answer whose pod is gone answerId=%s as=%s", id, end.status());
    } catch (RuntimeException e) {
      LOG.warnf("an answer whose pod is gone is not ended yet answerId=%s error=%s", id, e);
      mirror.notTakenOver();
    }
  }

  private static <T> T reach(Uni<T> reply) {
    try {
      return reply.await().atMost(PATIENCE);
    } catch (RuntimeException e) {
      throw Problem.unavailable(
              "Answers of other pods cannot be reached now. Try again.", Duration.ofSeconds(2))
          .asException(e);
    }
  }
}

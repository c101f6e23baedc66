package dev.cloister.history.session;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.ProblemException;
import dev.cloister.history.chore.Chore;
import dev.cloister.history.chore.Chores;
import dev.cloister.history.chore.Due;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.store.Backoff;
import dev.cloister.history.store.HistoryConfig;
import dev.cloister.history.store.Table;
import dev.cloister.history.sweep.DeletionMark;
import dev.cloister.history.sweep.Sweeping;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Deletes sessions: a mark on the header, after which nobody sees or appends to the session, and
 * the chore of removing the rest, in one transaction. That costs the same for every session.
 */
@ApplicationScoped
class SessionDeleter {

  private static final Logger LOG = Logger.getLogger(SessionDeleter.class);
  private static final int AT_ONCE = 8;
  private static final int ATTEMPTS = 20;

  /** This pod begins at once; the sweep should come only where it does not. */
  private static final Duration AT_THE_LATEST = Duration.ofMinutes(2);

  private final Table table;
  private final DeletionMark mark;
  private final Chores chores;
  private final Sweeping sweeping;
  private final SessionStore sessions;
  private final int most;

  SessionDeleter(
      Table table,
      DeletionMark mark,
      Chores chores,
      Sweeping sweeping,
      SessionStore sessions,
      HistoryConfig config) {
    this.table = table;
    this.mark = mark;
    this.chores = chores;
    this.sweeping = sweeping;
    this.sessions = sessions;
    this.most = config.response().sessions();
  }

  /** Deletes the session, also one that never was. Where the mark cannot be set, that is a 503. */
  Deletion delete(SessionKey key) {
    var removal = Due.at(Instant.now().plus(AT_THE_LATEST), new Chore.Removal(key));
    if (marked(key, removal)) {
      sweeping.soon(removal);
    }
    return new Deletion(key.session(), true);
  }

  /** Deletes the owner's newest sessions, some at once; as many as a response holds. */
  Deletions deleteAll(Subject owner) {
    var permits = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var found = sessions.after(owner, null, most + 1); // One more tells whether more follow.
      var done =
          found.stream()
              .limit(most)
              .map(header -> new SessionKey(owner, header.id()))
              .map(key -> supplyAsync(() -> deleteOne(key, permits), threads))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      return new Deletions(done, found.size() > most);
    }
  }

  /**
   * What became of a wish to delete all.
   *
   * @param done what became of each session
   * @param more whether there are sessions beside these
   */
  record Deletions(List<Deletion> done, boolean more) {}

  private Deletion deleteOne(SessionKey key, Semaphore permits) {
    permits.acquireUninterruptibly();
    try {
      return delete(key);
    } catch (ProblemException e) {
      LOG.errorf(e, "a session is not deleted sessionId=%s", key.session());
      return new Deletion(key.session(), false);
    } finally {
      permits.release();
    }
  }

  /** Whether there was such a session; if so, from now on nobody sees it. */
  private boolean marked(SessionKey key, Due removal) {
    var attempts = new Backoff(ATTEMPTS);
    while (true) {
      try {
        table.transact(List.of(mark.setting(key), chores.adding(removal)));
        return true;
      } catch (TransactionCanceledException e) {
        if (Table.isRefused(e)) {
          return false; // No such session, or its removal is a chore already.
        }
        attempts.pause("The session"); // Another writer was there.
      }
    }
  }
}

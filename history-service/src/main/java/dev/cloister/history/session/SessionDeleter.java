package dev.cloister.history.session;

import static dev.cloister.history.store.Values.n;
import static dev.cloister.history.store.Values.s;
import static java.util.concurrent.CompletableFuture.supplyAsync;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.ProblemException;
import dev.cloister.history.content.ContentStore;
import dev.cloister.history.key.Keys;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.store.Table;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Deletes sessions with all that belongs to them: first the header is marked, so that nobody sees
 * or appends to the session; then items, objects, and the header last. Whatever interrupts it, the
 * marked header remains, and a repeat goes on.
 */
@ApplicationScoped
class SessionDeleter {

  private static final Logger LOG = Logger.getLogger(SessionDeleter.class);
  private static final int AT_ONCE = 8;

  private final Table table;
  private final ContentStore contents;
  private final SessionStore sessions;

  SessionDeleter(Table table, ContentStore contents, SessionStore sessions) {
    this.table = table;
    this.contents = contents;
    this.sessions = sessions;
  }

  /** Deletes the session. Where not even the mark could be set, that is a 503. */
  Deletion delete(SessionKey key) {
    return new Deletion(key.session(), !mark(key) || sweep(key));
  }

  /** Deletes every session of the owner's, some at once. */
  List<Deletion> deleteAll(Subject owner) {
    var permits = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return sessions.all(owner).stream()
          .map(id -> new SessionKey(owner, id))
          .map(key -> supplyAsync(() -> deleteOne(key, permits), threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  private Deletion deleteOne(SessionKey key, Semaphore permits) {
    permits.acquireUninterruptibly();
    try {
      return delete(key);
    } catch (RuntimeException e) {
      return failed(key.session(), e);
    } finally {
      permits.release();
    }
  }

  /** Whether there is such a session; if so, from now on nobody else sees it. */
  private boolean mark(SessionKey key) {
    try {
      table.update(
          UpdateItemRequest.builder()
              .key(SessionStore.headerKey(key))
              .updateExpression("SET deleting = :now REMOVE updatedAt")
              .conditionExpression("attribute_exists(PK)")
              .expressionAttributeValues(Map.of(":now", n(Instant.now().toEpochMilli()))));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private boolean sweep(SessionKey key) {
    try {
      items(key);
      contents.deleteAll(key);
      table.delete(SessionStore.headerKey(key));
      return true;
    } catch (ProblemException e) {
      return failed(key.session(), e).deleted();
    }
  }

  private void items(SessionKey key) {
    Map<String, AttributeValue> from = null;
    do {
      var page =
          table.query(
              QueryRequest.builder()
                  .keyConditionExpression("PK = :pk")
                  .projectionExpression("PK, SK")
                  .expressionAttributeValues(Map.of(":pk", s(Keys.session(key))))
                  .exclusiveStartKey(from));
      table.deleteAll(page.items());
      from = page.lastEvaluatedKey();
    } while (!from.isEmpty());
  }

  private static Deletion failed(SessionId id, RuntimeException e) {
    LOG.errorf(e, "a session is not wholly deleted sessionId=%s", id);
    return new Deletion(id, false);
  }
}

package dev.cloister.history.content;

import dev.cloister.edge.problem.Problem;
import dev.cloister.history.chore.Chore;
import dev.cloister.history.chore.Chores;
import dev.cloister.history.chore.Due;
import dev.cloister.history.key.Keys;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.store.HistoryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Keeps contents that are too large for an item. Objects are never overwritten. Any thread. */
@ApplicationScoped
public class ContentStore {

  private static final Logger LOG = Logger.getLogger(ContentStore.class);

  private final S3Client client;
  private final Chores chores;
  private final String bucket;
  private final long threshold;
  private final Duration age;

  ContentStore(S3Client client, Chores chores, HistoryConfig config) {
    this.client = client;
    this.chores = chores;
    this.bucket = config.bucket();
    this.threshold = config.spillThreshold().asLongValue();
    this.age = config.sweep().age();
  }

  /**
   * The content for a message's item; where it is large, its object is stored on return.
   *
   * @param attempt what leads to the message's turn: the answer's id, or that of the attempt which
   *     is to begin it
   */
  public Content store(SessionKey session, MessageId message, MessageId attempt, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= threshold) {
      return new Content.Inline(text, bytes.length);
    }
    String object = nameFor(session, message.value());
    // Noted first: should no item come to point to the object, it will be found all the same.
    chores.add(Due.at(Instant.now().plus(age), new Chore.Inspection(session, attempt, object)));
    put(object, "text/plain; charset=utf-8", bytes);
    return new Content.Spilled(object, bytes.length);
  }

  /** A name that no object has yet, among its session's. */
  public String nameFor(SessionKey session, String id) {
    return Keys.objects(session) + id + "/" + UUID.randomUUID();
  }

  /** Stores an object that somebody else takes care of. */
  public void put(String object, String mediaType, byte[] bytes) {
    guarded(
        () ->
            client.putObject(
                b -> b.bucket(bucket).key(object).contentType(mediaType),
                RequestBody.fromBytes(bytes)));
  }

  /** The text, or empty where the object is gone because the item points elsewhere by now. */
  public Optional<String> text(Content content) {
    return switch (content) {
      case Content.Inline inline -> Optional.of(inline.text());
      case Content.Spilled spilled ->
          bytes(spilled.object()).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    };
  }

  /** What the object holds, or empty where it is gone. */
  public Optional<byte[]> bytes(String object) {
    return guarded(
        () -> {
          try {
            var response = client.getObjectAsBytes(b -> b.bucket(bucket).key(object));
            return Optional.of(response.asByteArrayUnsafe());
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  /** Removes an object that no item points to. A failure leaves it to the sweep. */
  public void discard(Content content) {
    if (content instanceof Content.Spilled spilled) {
      discard(spilled.object());
    }
  }

  /** The same, by its name. */
  public void discard(String object) {
    try {
      client.deleteObject(b -> b.bucket(bucket).key(object));
    } catch (SdkException e) {
      LOG.warnf("an unused object stays until it is swept object=%s", object);
    }
  }

  /** Removes an object that no item points to, and says whether it was there. */
  public boolean remove(String object) {
    return guarded(
        () -> {
          try {
            client.headObject(b -> b.bucket(bucket).key(object));
          } catch (NoSuchKeyException e) {
            return false;
          }
          client.deleteObject(b -> b.bucket(bucket).key(object));
          return true;
        });
  }

  /** Removes every object of the session, also those that no item points to. */
  public void deleteAll(SessionKey session) {
    while (true) {
      var page =
          guarded(() -> client.listObjectsV2(b -> b.bucket(bucket).prefix(Keys.objects(session))));
      if (page.contents().isEmpty()) {
        return;
      }
      var objects = page.contents().stream().map(ContentStore::identifier).toList();
      var response =
          guarded(
              () -> client.deleteObjects(b -> b.bucket(bucket).delete(d -> d.objects(objects))));
      if (response.hasErrors() && !response.errors().isEmpty()) {
        throw unavailable(null);
      }
    }
  }

  private static ObjectIdentifier identifier(S3Object object) {
    return ObjectIdentifier.builder().key(object.key()).build();
  }

  private static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  private static RuntimeException unavailable(SdkException cause) {
    return Problem.unavailable(
            "The content store does not answer now; repeat the request.", Duration.ofSeconds(2))
        .asException(cause);
  }
}

package dev.cloister.chat.stream;

import io.quarkus.redis.datasource.stream.StreamMessage;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.redis.datasource.stream.XAddArgs;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes streams. An entry's id grows with the deltas it holds, and the end has the greatest of
 * all; the server refuses any entry that is not newer than the newest, so nothing is written twice,
 * a stream has one end, and a writer that was given up cannot go on. Nothing here blocks.
 */
@ApplicationScoped
public class StreamStore {

  /** What came of a write. */
  public enum Written {
    /** It is there, by this write or an earlier try of it. */
    DONE,
    /** The server has lost the stream; it must be written anew. */
    MISSING,
    /** Somebody has ended the stream. */
    CLOSED
  }

  static final String HEAD_ID = "1-0";
  private static final String END_ID = "999999999999-0";

  /** No answer is made for longer; what is left of a dead pod's goes then. */
  private static final Duration LONGEST = Duration.ofHours(6);

  private final Valkey valkey;
  private final Pod pod;

  StreamStore(Valkey valkey, Pod pod) {
    this.valkey = valkey;
    this.pod = pod;
  }

  /** Whether there is a server; where there is none, nothing else here may be called. */
  public boolean isConfigured() {
    return valkey.isConfigured();
  }

  /** Begins a stream that this pod writes. */
  public Uni<Written> open(UUID id, String owner, String start) {
    var head = new Head(owner, pod.id(), start);
    return add(id, new XAddArgs().id(HEAD_ID), head.fields())
        .call(() -> valkey.keys().expire(Keys.answer(id), LONGEST));
  }

  /** Writes on. */
  public Uni<Written> append(UUID id, StreamEntry.Texts texts) {
    return add(id, new XAddArgs().nomkstream().id(texts.next() + 1 + "-0"), texts.fields());
  }

  /** Ends a stream, which any pod may do; it can be read for as long as it is to be kept. */
  public Uni<Written> end(UUID id, StreamEntry.End end, Duration kept) {
    return add(id, new XAddArgs().nomkstream().id(END_ID), end.fields())
        .call(() -> valkey.keys().expire(Keys.answer(id), kept));
  }

  /** How the stream began, or empty where there is none, or none any more. */
  public Uni<Optional<Head>> head(UUID id) {
    return valkey
        .streams()
        .xrange(Keys.answer(id), StreamRange.of(HEAD_ID, HEAD_ID), 1)
        .map(found -> found.stream().findFirst().map(m -> Head.of(m.payload())));
  }

  /** Asks the stream's writer to stop. */
  public Uni<Void> orderStop(UUID id, Head head) {
    return pod.tell(head.pod(), Map.of("stop", id.toString()));
  }

  private Uni<Written> add(UUID id, XAddArgs place, Map<String, String> fields) {
    return valkey
        .streams()
        .xadd(Keys.answer(id), place, fields)
        .map(added -> added == null ? Written.MISSING : Written.DONE)
        .onFailure(StreamStore::isNotNewer)
        .recoverWithUni(() -> newest(id).map(newest -> seen(newest, fields)));
  }

  private Uni<StreamMessage<String, String, String>> newest(UUID id) {
    return valkey
        .streams()
        .xrevrange(Keys.answer(id), StreamRange.of("+", "-"), 1)
        .map(List::getFirst);
  }

  private static Written seen(
      StreamMessage<String, String, String> newest, Map<String, String> wanted) {
    boolean foreignEnd = newest.id().equals(END_ID) && !newest.payload().equals(wanted);
    return foreignEnd ? Written.CLOSED : Written.DONE;
  }

  private static boolean isNotNewer(Throwable e) {
    return e.getMessage() != null && e.getMessage().contains("equal or smaller");
  }
}

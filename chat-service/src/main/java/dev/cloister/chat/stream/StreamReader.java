package dev.cloister.chat.stream;

import io.quarkus.redis.datasource.stream.StreamMessage;
import io.quarkus.redis.datasource.stream.XReadArgs;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * One blocking read, over and over, for all that this pod wants to know: its inbox and every stream
 * that somebody here follows. Between reads it asks whether the writers are alive.
 */
@ApplicationScoped
public class StreamReader {

  private static final Logger LOG = Logger.getLogger(StreamReader.class);
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final int ENTRIES = 256;

  /** A server that lost its memory must not make everybody dead before they can speak again. */
  private static final int MISSES = 3;

  private final Valkey valkey;
  private final Pod pod;
  private final Event<StopOrder> orders;
  private final Duration patience;
  private final Map<String, Feed> feeds = new ConcurrentHashMap<>();
  private final Map<String, Integer> misses = new HashMap<>();
  private volatile boolean running;
  private String inboxRead = "0-0";
  private long heardAt;
  private long checkedAt;

  private static final class Feed {
    final Head head;
    final StreamFollower follower;
    String read = StreamStore.HEAD_ID;

    Feed(Head head, StreamFollower follower) {
      this.head = head;
      this.follower = follower;
    }
  }

  StreamReader(Valkey valkey, Pod pod, Event<StopOrder> orders, StreamsConfig config) {
    this.valkey = valkey;
    this.pod = pod;
    this.orders = orders;
    this.patience = config.lease();
  }

  void start(@Observes StartupEvent event) {
    if (valkey.isConfigured()) {
      running = true;
      Thread.ofVirtual().name("stream-reader").start(this::run);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    running = false;
  }

  /** Has the follower told everything that comes after the head. */
  public void follow(UUID id, Head head, StreamFollower follower) {
    feeds.put(Keys.answer(id), new Feed(head, follower));
    // Ends the read that goes on without this stream.
    pod.tell(pod.id(), Map.of("follow", id.toString()))
        .subscribe()
        .with(told -> {}, e -> LOG.debugf("read on with a delay error=%s", e));
  }

  private void run() {
    heardAt = System.nanoTime();
    while (running) {
      try {
        Set<String> quiet = read();
        heardAt = System.nanoTime();
        feeds.values().removeIf(feed -> !feed.follower.isWanted());
        if (heardAt - checkedAt >= WAIT.toNanos()) {
          checkedAt = heardAt;
          check(quiet);
        }
      } catch (RuntimeException e) {
        endure(e);
      }
    }
  }

  /** Takes in what is new, and returns the streams that had nothing. */
  private Set<String> read() {
    var positions = new HashMap<String, String>();
    positions.put(Keys.inbox(pod.id()), inboxRead);
    feeds.forEach((key, feed) -> positions.put(key, feed.read));
    List<StreamMessage<String, String, String>> found =
        valkey
            .streams()
            .xread(positions, new XReadArgs().block(WAIT).count(ENTRIES))
            .await()
            .atMost(patience);
    var quiet = new HashSet<>(positions.keySet());
    for (var message : found) {
      quiet.remove(message.key());
      if (message.key().equals(Keys.inbox(pod.id()))) {
        inboxRead = message.id();
        obey(message.payload());
      } else {
        hear(feeds.get(message.key()), message);
      }
    }
    return quiet;
  }

  private void obey(Map<String, String> message) {
    String stop = message.get("stop");
    if (stop != null) {
      orders.fire(new StopOrder(UUID.fromString(stop)));
    }
  }

  private static void hear(Feed feed, StreamMessage<String, String, String> message) {
    feed.read = message.id();
    feed.follower.heard(StreamEntry.of(message.payload()));
  }

  /** Tells the followers of streams that are quiet and whose writers are gone. */
  private void check(Set<String> quiet) {
    var writers = new HashSet<String>();
    feeds.values().forEach(feed -> writers.add(feed.head.pod()));
    misses.keySet().retainAll(writers);
    for (String writer : writers) {
      boolean alive = pod.isAlive(writer).await().atMost(patience);
      misses.compute(writer, (w, before) -> alive ? 0 : before == null ? 1 : before + 1);
    }
    for (String key : quiet) {
      Feed feed = feeds.get(key);
      if (feed != null && misses.get(feed.head.pod()) >= MISSES) {
        feed.follower.orphaned();
      }
    }
  }

  private void endure(RuntimeException e) {
    if (!running) {
      return;
    }
    LOG.debugf("the shared stream store does not answer error=%s", e);
    if (System.nanoTime() - heardAt > patience.toNanos()) {
      feeds.values().forEach(feed -> feed.follower.lost());
      feeds.clear();
    }
    try {
      Thread.sleep(WAIT);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }
}

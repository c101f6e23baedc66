package dev.cloister.history.session;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.limit.HeldMemory;
import dev.cloister.edge.limit.SharedMemory;
import dev.cloister.edge.page.PageTokens;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.message.Message;
import dev.cloister.history.message.MessageStore;
import dev.cloister.history.store.HistoryConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;

/** Lists and reads an owner's sessions, by the page; what a caller wants whole is a large page. */
@ApplicationScoped
class SessionReader {

  private static final int MOST_ENTRIES = 100_000;

  private final SessionStore sessions;
  private final MessageStore messages;
  private final PageTokens tokens;
  private final HistoryConfig.Response most;
  private final SharedMemory memory;
  private final HeldMemory held;
  private final ExecutorService threads;

  SessionReader(
      SessionStore sessions,
      MessageStore messages,
      PageTokens tokens,
      HistoryConfig config,
      HeldMemory held,
      @VirtualThreads ExecutorService threads) {
    this.sessions = sessions;
    this.messages = messages;
    this.tokens = tokens;
    this.most = config.response();
    this.memory = new SharedMemory(most.memory(), most.memoryPerPerson(), "responses");
    this.held = held;
    this.threads = threads;
  }

  void check(@Observes StartupEvent start) {
    within("sessions", most.sessions(), MOST_ENTRIES);
    within("messages", most.messages(), MOST_ENTRIES);
    within("bytes", most.bytes().asLongValue(), most.memoryPerPerson().asLongValue());
  }

  private static void within(String name, long value, long limit) {
    if (value < 1 || value > limit) {
      throw new IllegalArgumentException(
          "cloister.history.response." + name + " must be from 1 to " + limit);
    }
  }

  SessionPage page(Subject owner, Paging paging) {
    int limit = paging.limit(most.sessions());
    String scope = "sessions#" + owner.value();
    var cursor =
        paging.nextToken() == null
            ? null
            : SessionStore.Cursor.read(tokens.read(scope, paging.nextToken()));
    var found = sessions.after(owner, cursor, limit + 1); // One more tells whether more follow.
    var shown = found.stream().limit(limit).toList();
    String next =
        found.size() > limit
            ? tokens.write(scope, SessionStore.Cursor.after(shown.getLast()).position())
            : null;
    return new SessionPage(shown.stream().map(SessionHeader::summary).toList(), next);
  }

  Optional<SessionDetail> detail(SessionKey key, Paging paging) {
    int limit = paging.limit(most.messages());
    String scope = "messages#" + key.session() + "#" + key.owner().value();
    String token = paging.nextToken();
    long before =
        token == null ? MessageStore.AFTER_ALL : Long.parseLong(tokens.read(scope, token));
    // Neither read waits for the other.
    var newest = CompletableFuture.supplyAsync(() -> newest(key, before, limit), threads);
    return sessions
        .find(key)
        .map(header -> detail(key, header, upTo(header, key, joined(newest), limit), scope));
  }

  /** What has come since the header was read is not of the session that it shows. */
  private List<Message> upTo(
      SessionHeader header, SessionKey key, List<Message> newest, int limit) {
    boolean later = !newest.isEmpty() && newest.getFirst().sequence() > header.sequence();
    return later ? newest(key, header.sequence() + 1, limit) : newest;
  }

  private List<Message> newest(SessionKey key, long before, int limit) {
    return messages.newest(key, before, limit, most.bytes().asLongValue());
  }

  private static <T> T joined(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private SessionDetail detail(
      SessionKey key, SessionHeader header, List<Message> newestFirst, String scope) {
    long bytes = newestFirst.stream().mapToLong(message -> message.content().bytes()).sum();
    held.untilAnswered(memory, key.owner(), bytes);
    long first = newestFirst.isEmpty() ? 1 : newestFirst.getLast().sequence();
    return new SessionDetail(
        header.id(),
        header.title(),
        header.updatedAt().getEpochSecond(),
        key.owner().value(),
        views(key, newestFirst.reversed()),
        first > 1 ? tokens.write(scope, Long.toString(first)) : null);
  }

  private List<MessageView> views(SessionKey key, List<Message> inOrder) {
    var views = new ArrayList<MessageView>(inOrder.size());
    for (Message message : inOrder) {
      messages
          .text(key, message)
          .ifPresent(text -> views.add(MessageView.of(key.session(), message, text)));
    }
    return views;
  }
}

package dev.cloister.history.session;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.page.PageTokens;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.message.Message;
import dev.cloister.history.message.MessageStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists and reads an owner's sessions, whole or by the page. */
@ApplicationScoped
class SessionReader {

  /** What one response holds in memory at most, whatever was stored; the rest is a page away. */
  private static final long MOST_BYTES = 16L << 20;

  private final SessionStore sessions;
  private final MessageStore messages;
  private final PageTokens tokens;

  SessionReader(SessionStore sessions, MessageStore messages, PageTokens tokens) {
    this.sessions = sessions;
    this.messages = messages;
    this.tokens = tokens;
  }

  List<SessionSummary> list(Subject owner) {
    return sessions.after(owner, null, Integer.MAX_VALUE).stream()
        .map(SessionHeader::summary)
        .toList();
  }

  SessionPage page(Subject owner, Paging paging) {
    int limit = paging.limit();
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
    int limit = paging.asked() ? paging.limit() : Integer.MAX_VALUE;
    String scope = "messages#" + key.session() + "#" + key.owner().value();
    String token = paging.nextToken();
    Long before = token == null ? null : Long.valueOf(tokens.read(scope, token));
    return sessions.find(key).map(header -> detail(key, header, before, limit, scope));
  }

  private SessionDetail detail(
      SessionKey key, SessionHeader header, Long before, int limit, String scope) {
    long end = before == null ? header.sequence() + 1 : before;
    var newestFirst = messages.newest(key, end, limit, MOST_BYTES);
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
      messages.text(key, message).ifPresent(text -> views.add(MessageView.of(message, text)));
    }
    return views;
  }
}

package dev.cloister.history.preflight;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.preflight.Check;
import dev.cloister.edge.preflight.Mismatch;
import dev.cloister.history.content.Content;
import dev.cloister.history.content.ContentStore;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.store.HistoryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Table and bucket can be written, read and cleared: with a text that is too large for an item. */
@ApplicationScoped
class StoresThere implements Check {

  private final ContentStore contents;
  private final int length;

  StoresThere(ContentStore contents, HistoryConfig config) {
    this.contents = contents;
    this.length = Math.toIntExact(config.spillThreshold().asLongValue() + 1);
  }

  @Override
  public String name() {
    return "table and bucket";
  }

  @Override
  public String run() throws Mismatch {
    var session = new SessionKey(new Subject("preflight"), new SessionId(id()));
    String text = "x".repeat(length);
    Content content = contents.store(session, new MessageId(id()), new MessageId(id()), text);
    boolean kept = contents.text(content).filter(text::equals).isPresent();
    // Not discarded, which would leave what AWS refuses to the sweep.
    if (!kept
        || !(content instanceof Content.Spilled spilled)
        || !contents.remove(spilled.object())) {
      throw new Mismatch("an object was written and is not there.");
    }
    return "a note and an object were written, the object was read and removed";
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }
}

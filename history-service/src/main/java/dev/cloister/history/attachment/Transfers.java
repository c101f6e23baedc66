package dev.cloister.history.attachment;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.limit.HeldMemory;
import dev.cloister.edge.limit.SharedMemory;
import dev.cloister.history.key.AttachmentId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.store.HistoryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The memory of attachments on their way, and the response that carries one. */
@ApplicationScoped
class Transfers {

  private final Attaching attaching;
  private final SharedMemory memory;
  private final HeldMemory held;

  Transfers(Attaching attaching, HistoryConfig config, HeldMemory held) {
    this.attaching = attaching;
    this.memory =
        new SharedMemory(
            config.attachments().memory(), config.attachments().memoryPerPerson(), "attachments");
    this.held = held;
  }

  /** Room for one that has arrived, until it is closed. */
  SharedMemory.Share roomFor(Subject person, long bytes) {
    return memory.take(person, bytes);
  }

  /** The content, to be kept and not to be shown as a page of this origin. */
  Response response(SessionKey session, AttachmentId id) {
    var stored = attaching.find(session, id);
    var attachment = stored.attachment();
    held.untilAnswered(memory, session.owner(), attachment.bytes());
    // A stream is written as fast as it is read; an array would wait in memory, and be taken for
    // answered.
    return Response.ok(new ByteArrayInputStream(attaching.read(stored)))
        .type(attachment.mediaType())
        .header(HttpHeaders.CONTENT_LENGTH, attachment.bytes())
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition(attachment.filename()))
        .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "sandbox; default-src 'none'")
        .build();
  }

  /** RFC 6266 with the encoding of RFC 8187, which is safe for every name. */
  private static String disposition(String filename) {
    String encoded = URLEncoder.encode(filename, StandardCharsets.UTF_8).replace("+", "%20");
    return "attachment; filename*=UTF-8''" + encoded.replace("*", "%2A");
  }
}

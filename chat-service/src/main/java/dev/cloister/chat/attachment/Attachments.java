package dev.cloister.chat.attachment;

import dev.cloister.chat.bedrock.Attached;
import dev.cloister.chat.bedrock.FileContents;
import dev.cloister.chat.bedrock.Prompt;
import dev.cloister.chat.history.Asker;
import dev.cloister.chat.history.HistoryGateway;
import dev.cloister.edge.limit.SharedMemory;
import dev.cloister.edge.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The files of questions, which history-service keeps. Call it from a thread that may block. */
@ApplicationScoped
public class Attachments {

  private static final int AT_ONCE = 4;

  private final HistoryGateway history;
  private final SharedMemory memory;
  private final long maxBytes;

  Attachments(HistoryGateway history, AttachmentsConfig config) {
    this.history = history;
    this.memory = new SharedMemory(config.memory(), config.memoryPerPerson(), "files");
    this.maxBytes = config.maxBytes().asLongValue();
  }

  /**
   * What a question names.
   *
   * @throws dev.cloister.edge.problem.ProblemException 400 for an id that nothing was sent under,
   *     413 where all together are too large for a model call, 503 where there is no memory for
   *     them, or history does not answer
   */
  public List<Attached> named(Asker asker, UUID session, List<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<UUID, Attached> found =
        history.attachments(asker, session, ids).await().indefinitely().stream()
            .collect(Collectors.toMap(Attached::id, Function.identity()));
    for (UUID id : ids) {
      if (!found.containsKey(id)) {
        throw Problem.invalid(
                "attachments[" + ids.indexOf(id) + "]",
                "is no file that was sent for this session; send it first")
            .asException();
      }
    }
    long bytes = found.values().stream().mapToLong(Attached::bytes).sum();
    if (bytes > maxBytes) {
      throw Problem.tooLarge("attachments", "must be at most " + maxBytes + " bytes in all")
          .asException();
    }
    // Who is refused now has nothing stored, and can come back with the same Idempotency-Key.
    memory.take(asker.subject(), bytes).close();
    return ids.stream().map(found::get).toList();
  }

  /** Room for the files of one prompt. */
  public AttachmentWindow window() {
    return new AttachmentWindow(maxBytes);
  }

  /**
   * What is in a prompt's files.
   *
   * @throws dev.cloister.edge.problem.ProblemException 503 where there is no memory for them, or
   *     history does not answer
   */
  public FileContents load(Asker asker, UUID session, Prompt prompt) {
    List<Attached> files = prompt.attached().stream().distinct().toList();
    if (files.isEmpty()) {
      return FileContents.NONE;
    }
    var share = memory.take(asker.subject(), files.stream().mapToLong(Attached::bytes).sum());
    try {
      var reads = files.stream().map(file -> read(asker, session, file)).toList();
      Map<UUID, byte[]> contents =
          Uni.join()
              .all(reads)
              .usingConcurrencyOf(AT_ONCE)
              .andFailFast()
              .await()
              .indefinitely()
              .stream()
              .collect(Collectors.toMap(Content::id, Content::bytes));
      return new FileContents(contents, share::close);
    } catch (RuntimeException e) {
      share.close();
      throw e;
    }
  }

  private Uni<Content> read(Asker asker, UUID session, Attached file) {
    return history
        .attachment(asker, session, file.id())
        .map(bytes -> new Content(file.id(), bytes));
  }

  private record Content(UUID id, byte[] bytes) {}
}

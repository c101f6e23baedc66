package dev.cloister.chat.attachment;

import dev.cloister.chat.bedrock.Attached;
import dev.cloister.chat.bedrock.Turn;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which files of a conversation go with its next question: as many as Converse takes, the newest
 * turn's first. The model is told of those that stay behind. For one prompt, by one thread.
 */
public final class AttachmentWindow {

  private final Set<UUID> sent = new HashSet<>();
  private int documents = 5;
  private int images = 20;
  private long bytes;

  AttachmentWindow(long bytes) {
    this.bytes = bytes;
  }

  /** The turn with those of its files that fit beside what was taken before. */
  public Turn fit(Turn turn) {
    List<Attached> taken = turn.attached().stream().filter(this::take).toList();
    String left =
        turn.attached().stream()
            .filter(file -> !sent.contains(file.id()))
            .map(Attached::filename)
            .collect(Collectors.joining(", "));
    String note = left.isEmpty() ? "" : "\n\n[Not sent again: " + left + "]";
    return new Turn(turn.role(), turn.text() + note, taken);
  }

  private boolean take(Attached file) {
    int room = file.isImage() ? images : documents;
    if (room == 0 || file.bytes() > bytes || !sent.add(file.id())) {
      return false;
    }
    bytes -= file.bytes();
    if (file.isImage()) {
      images--;
    } else {
      documents--;
    }
    return true;
  }
}

package dev.cloister.chat.attachment;

import dev.cloister.chat.bedrock.Attached;
import dev.cloister.chat.bedrock.Turn;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which files of a conversation go with its next question: as many as Converse takes, the newest
 * turn's first. The model is told of those that stay behind. For one prompt, by one thread.
 */
public final class AttachmentWindow {

  private int documents = 5;
  private int images = 20;
  private long bytes;

  AttachmentWindow(long bytes) {
    this.bytes = bytes;
  }

  /** The turn with those of its files that fit beside what was taken before. */
  public Turn fit(Turn turn) {
    List<Attached> taken = turn.attached().stream().filter(this::take).toList();
    if (taken.size() == turn.attached().size()) {
      return turn;
    }
    String left =
        turn.attached().stream()
            .filter(file -> !taken.contains(file))
            .map(Attached::filename)
            .collect(Collectors.joining(", "));
    return new Turn(turn.role(), turn.text() + "\n\n[Not sent again: " + left + "]", taken);
  }

  private boolean take(Attached file) {
    int room = file.isImage() ? images : documents;
    if (room == 0 || file.bytes() > bytes) {
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

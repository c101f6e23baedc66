package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloister.chat.answer.AnswerEvent.Started;
import dev.cloister.chat.answer.AnswerEvent.Stopped;
import dev.cloister.chat.stream.StreamEntry.Texts;
import dev.cloister.edge.identity.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MirrorTest {

  private final AnswerId id = AnswerId.random();
  private final Started started =
      new Started(id, new SessionId(UUID.randomUUID()), UUID.randomUUID(), id, "model");
  private final SharedForm form = new SharedForm(new ObjectMapper());
  private final List<Mirror> takenOver = new ArrayList<>();
  private final Mirror mirror = new Mirror(new Subject("sub"), started, form, takenOver::add);
  private final EventLog log = mirror.log();

  @Test
  void textsThatAreWrittenAnewInOtherPiecesAreHeardOnce() {
    mirror.heard(new Texts(0, List.of("a", "b")));
    mirror.heard(new Texts(0, List.of("a", "b", "c", "d")));
    mirror.heard(new Texts(1, List.of("b")));
    assertThat(log.text()).isEqualTo("abcd");
    assertThat(log.deltas()).isEqualTo(4);
  }

  @Test
  void aGapIsNeverHidden() {
    mirror.heard(new Texts(0, List.of("a")));
    mirror.heard(new Texts(2, List.of("c")));
    assertThat(log.text()).isEqualTo("a");
    assertThat(log.isAbandoned()).isTrue();
    assertThat(mirror.isWanted()).isFalse();
  }

  @Test
  void theFirstEndStands() {
    mirror.heard(form.end(EndRecord.of(new Stopped(null), null)));
    mirror.lost();
    assertThat(log.end()).isEqualTo(new Stopped(null));
    assertThat(log.isAbandoned()).isFalse();
    assertThat(mirror.isWanted()).isFalse();
  }

  /** The pod stored the end and was gone before it had given everything to the others. */
  @Test
  void whatTheStreamNeverGotOfTheTextComesWithTheEnd() {
    mirror.heard(new Texts(0, List.of("a", "b")));
    mirror.heard(form.end(EndRecord.of(new Stopped(null), "abcd")));
    assertThat(log.text()).isEqualTo("abcd");
    assertThat(log.end()).isEqualTo(new Stopped(null));
    assertThat(log.read(3, 9))
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("TextDelta", "Stopped");
    assertThat(log.continuesAt(3)).isTrue();
    assertThat(log.continuesAt(4)).as("a reader who has a part of it already").isFalse();
  }

  @Test
  void anEndNeverChangesWhatWasHeard() {
    mirror.heard(new Texts(0, List.of("a", "b")));
    mirror.heard(form.end(EndRecord.of(new Stopped(null), "xyz")));
    assertThat(log.text()).isEqualTo("ab");
    assertThat(log.continuesAt(9)).isTrue();
  }

  @Test
  void oneTakeOverAtATimeAndAnotherWhereItFailed() {
    mirror.orphaned();
    mirror.orphaned();
    assertThat(takenOver).hasSize(1);
    mirror.notTakenOver();
    mirror.orphaned();
    assertThat(takenOver).hasSize(2);
    assertThat(mirror.attempts()).isEqualTo(2);
  }
}

package dev.cloister.chat.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptTest {

  @Test
  void shorteningKeepsTheNewestWholeTurnsAndReachesTheQuestionAlone() {
    var prompt = prompt(7);
    var sizes = new ArrayList<Integer>();
    while (prompt.turns().size() > 1) {
      prompt = prompt.shortened();
      sizes.add(prompt.turns().size());
      assertThat(prompt.turns().getFirst().role()).isEqualTo(Turn.Role.USER);
      assertThat(prompt.turns().getLast().text()).isEqualTo("question");
    }
    assertThat(sizes).containsExactly(7, 3, 1);
  }

  private static Prompt prompt(int pairs) {
    var turns = new ArrayList<Turn>();
    for (int i = 0; i < pairs; i++) {
      turns.add(new Turn(Turn.Role.USER, "u" + i));
      turns.add(new Turn(Turn.Role.ASSISTANT, "a" + i));
    }
    turns.add(new Turn(Turn.Role.USER, "question"));
    return new Prompt("m", List.of(), turns, 10);
  }
}

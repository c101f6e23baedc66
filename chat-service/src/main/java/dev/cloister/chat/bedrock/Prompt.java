package dev.cloister.chat.bedrock;

import java.util.List;

/**
 * What a model is asked.
 *
 * @param modelId a foundation model's or an inference profile's id, as Bedrock wants it
 * @param system instructions, the operator's first; may be empty
 * @param turns alternating, from the user's first to the user's last
 * @param maxTokens the longest answer wanted
 */
public record Prompt(String modelId, List<String> system, List<Turn> turns, int maxTokens) {

  /** The files of all turns, the oldest turn's first. */
  public List<Attached> attached() {
    return turns.stream().flatMap(turn -> turn.attached().stream()).toList();
  }

  /** The same question with fewer of the turns before it: about half, and always whole pairs. */
  public Prompt shortened() {
    int pairs = (turns.size() - 1) / 2;
    return new Prompt(modelId, system, turns.subList((pairs + 1) / 2 * 2, turns.size()), maxTokens);
  }

  @Override
  public String toString() {
    return "Prompt[" + modelId + ", " + turns.size() + " turns]";
  }
}

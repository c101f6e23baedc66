package dev.cloister.acceptance;

import com.fasterxml.jackson.databind.JsonNode;

/** One event of an answer's stream. */
public record Event(int id, String name, JsonNode data) {

  boolean ends() {
    return switch (name) {
      case "finished", "stopped", "blocked", "failed" -> true;
      default -> false;
    };
  }

  public String text() {
    return data.path("content").path("text").asText("");
  }
}

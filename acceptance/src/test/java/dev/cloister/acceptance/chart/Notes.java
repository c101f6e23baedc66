package dev.cloister.acceptance.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** A chart's NOTES, which Helm says after an install only: here they are rendered as an object. */
final class Notes {

  private final Chart chart;

  private Notes(Chart chart) {
    this.chart = chart;
  }

  static Notes of(String name) {
    Chart chart = Chart.named(name);
    Path notes = chart.unhooked().resolve("templates/NOTES.txt");
    try {
      Files.writeString(
          notes.resolveSibling("notes.yaml"),
          """
          {{- define "notes" }}%s{{ end }}
          kind: Notes
          metadata: {name: notes}
          text: {{ include "notes" . | toJson }}
          """
              .formatted(Files.readString(notes)));
      return new Notes(chart);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String say(String scenario, Map<String, ?> more) {
    return chart.render(scenario, more).one("Notes", "notes").path("text").asText();
  }

  /** What is said, line by line, without the space around it. */
  Stream<String> lines(String scenario, Map<String, ?> more) {
    return say(scenario, more).lines().map(String::strip);
  }
}

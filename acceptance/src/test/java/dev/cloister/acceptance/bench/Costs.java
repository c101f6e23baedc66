package dev.cloister.acceptance.bench;

import dev.cloister.acceptance.RunningPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What each call costs at its stores, as {@code CostBench} of history-service and of
 * feedback-service has just counted it inside the services.
 */
final class Costs implements Section {

  private static final String OWN =
      """
      For a person with so many %s. Each cell is the requests to %s that one call makes, and the \
      capacity units that DynamoDB says it has consumed, reads (all strongly consistent) and writes \
      together. A page has four entries here.\
      """;
  private static final String PEOPLE =
      "The same for a person with ten %s, beside so many others who have two each.";

  @Override
  public String name() {
    return "costs";
  }

  @Override
  public void measure(Run run, Consumer<Table> out) throws IOException {
    String sessions = "sessions, one of them with so many messages of 300 bytes";
    out.accept(table("history", OWN.formatted(sessions, "DynamoDB and S3")));
    out.accept(table("history-people", PEOPLE.formatted("sessions, one of ten messages")));
    out.accept(table("feedback", OWN.formatted("ratings", "DynamoDB")));
    out.accept(table("feedback-people", PEOPLE.formatted("ratings")));
  }

  private static Table table(String name, String note) throws IOException {
    Path file =
        RunningPlatform.CHECKOUT.resolve(
            "%s-service/target/costs/%s.tsv".formatted(name.replaceFirst("-.*", ""), name));
    List<List<String>> lines;
    try (var read = Files.lines(file)) {
      lines = read.map(line -> List.of(line.split("\t"))).toList();
    }
    return new Table("costs-" + name, lines.getFirst(), lines.subList(1, lines.size()), note);
  }
}

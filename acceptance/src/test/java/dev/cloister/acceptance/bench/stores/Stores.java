package dev.cloister.acceptance.bench.stores;

import dev.cloister.acceptance.RunningPlatform;
import dev.cloister.acceptance.bench.Section;
import dev.cloister.acceptance.bench.Table;
import dev.cloister.localcloud.testkit.Tokens;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Calls of history-service and feedback-service beside the requests to DynamoDB that they come down
 * to, one at a time, in turn, as histories grow and people become more.
 */
public final class Stores implements Section {

  private static final List<Integer> SIZES = List.of(10, 100, 1_000, 10_000);

  /** A JVM compiles for some thousand calls; services run for longer than that. */
  private static final int WARM_UP = 3_000;

  private static final int SAMPLES = 60;

  private static final String AUTHORIZATION = "Authorization";

  @Override
  public String name() {
    return "stores";
  }

  /**
   * @param own as somebody's own sessions, messages and ratings grow
   * @param beside as other people become more
   */
  private record Measured(Figures own, Figures beside) {}

  @Override
  public void measure(Run run, Consumer<Table> out) throws Exception {
    var all = new ArrayList<Measured>();
    all.add(measure("JVM", run.rounds(), false));
    if (run.natively()) {
      all.add(measure("native", run.rounds(), true));
    }
    out.accept(
        new Table(
            "stores",
            columns(),
            all.stream().flatMap(measured -> measured.own().ratios().stream()).toList(),
            """
            Milliseconds, by the service / by the SDK alone for the same requests, medians of %d \
            rounds of %d calls each; then how many times the SDK's time the service takes: of each \
            round the ratio of its two medians, of these the median, and between which two they \
            lay. For somebody with so many sessions, one of which has so many messages of 300 \
            bytes, and so many ratings; what is named with a number is a page of so many entries.\
            """
                .formatted(run.rounds(), SAMPLES)));
    out.accept(
        new Table(
            "stores-slowest",
            columns(),
            all.stream().flatMap(measured -> measured.own().slowest().stream()).toList(),
            "Of the same calls, the 95th of a hundred."));
    out.accept(
        new Table(
            "stores-people",
            columns(),
            all.stream().flatMap(measured -> measured.beside().ratios().stream()).toList(),
            """
            The same for somebody with ten sessions, one of ten messages, and ten ratings, beside \
            so many others who have two of each.\
            """));
  }

  private static List<String> columns() {
    var columns = new ArrayList<>(List.of("call", "as"));
    SIZES.forEach(size -> columns.add("%,d".formatted(size)));
    return columns;
  }

  private static Measured measure(String form, int rounds, boolean natively) throws Exception {
    var work = Files.createTempDirectory(RunningPlatform.target(), "stores-");
    try (RunningPlatform platform =
            RunningPlatform.optimized(work, Map.of(), natively, "--without", "chat");
        Store store = Store.at(platform.url("dynamodb"))) {
      say(form, "filling the tables");
      var exercises = new LinkedHashMap<Integer, List<Exercise>>();
      SIZES.forEach(size -> exercises.put(size, exercises(platform, store, size)));
      say(form, "warming up");
      int smallest = SIZES.getFirst();
      round(Map.of(smallest, exercises.get(smallest)), WARM_UP);
      var measured = new ArrayList<Round>();
      for (int i = 1; i <= rounds; i++) {
        say(form, "round %d of %d".formatted(i, rounds));
        measured.add(round(exercises, SAMPLES));
      }
      return new Measured(
          new Figures(form, SIZES, measured),
          new Figures(form, SIZES, beside(form, exercises.get(smallest), store, rounds)));
    }
  }

  /** The rounds of one size follow each other, since nobody who is there goes away again. */
  private static List<Round> beside(String form, List<Exercise> exercises, Store store, int rounds)
      throws Exception {
    var measured = Stream.generate(Round::new).limit(rounds).toList();
    int there = 0;
    for (int others : SIZES) {
      say(form, "beside %,d others".formatted(others));
      store.write(
          IntStream.range(there, others)
              .mapToObj("other-%d"::formatted)
              .flatMap(
                  other ->
                      Stream.concat(
                          History.of(other, 2).writes().stream(),
                          Ratings.writes(other, 2).stream()))
              .toList());
      there = others;
      for (Round round : measured) {
        for (int i = 0; i < SAMPLES; i++) {
          round.take(i, others, exercises);
        }
      }
    }
    return measured;
  }

  private static void say(String form, String what) {
    System.out.printf("  %-8s %s%n", form, what);
  }

  private static List<Exercise> exercises(RunningPlatform platform, Store store, int size) {
    var tokens = new Tokens(platform.issuer());
    String owner = "p-" + UUID.randomUUID();
    var token = Map.of(AUTHORIZATION, "Bearer " + tokens.user(owner));
    var person = new Rest(store.http(), platform.url("history-service"), token);
    var workload =
        new Rest(
            store.http(),
            platform.url("history-service"),
            Map.of(AUTHORIZATION, "Bearer " + tokens.workload(), "Cloister-Subject", owner));
    var history = History.of(owner, size);
    store.write(history.writes());
    store.write(Ratings.writes(owner, size));
    return List.of(
        new Lists(person, store, history),
        new Reads(person, store, history, 10),
        new Reads(person, store, history, 100),
        new Turns(workload, store, history),
        new Ratings(new Rest(store.http(), platform.url("feedback-service"), token), store, owner));
  }

  /** Whatever disturbs the machine meanwhile meets all sizes and both ways alike. */
  private static Round round(Map<Integer, List<Exercise>> exercises, int samples) throws Exception {
    var round = new Round();
    for (int i = 0; i < samples; i++) {
      for (var sized : exercises.entrySet()) {
        round.take(i, sized.getKey(), sized.getValue());
      }
    }
    return round;
  }
}

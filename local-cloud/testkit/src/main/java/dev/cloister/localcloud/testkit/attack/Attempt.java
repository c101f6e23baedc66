package dev.cloister.localcloud.testkit.attack;

import java.util.Locale;

/** One run of an attack on one promise. */
record Attempt(int promise, Outcome outcome, String test) {

  enum Outcome {
    HELD,
    BROKEN,
    SKIPPED
  }

  String line() {
    return promise + "\t" + outcome.name().toLowerCase(Locale.ROOT) + "\t" + test;
  }

  static Attempt of(String line) {
    String[] fields = line.split("\t", 3);
    return new Attempt(
        Integer.parseInt(fields[0]),
        Outcome.valueOf(fields[1].toUpperCase(Locale.ROOT)),
        fields[2]);
  }
}

package dev.cloister.localcloud.testkit.attack;

import java.util.Locale;

/**
 * One run of an attack on one promise.
 *
 * @param module the folder of the module, from the checkout
 * @param test class and method: {@code dev.cloister.chat.answer.StopTest#overHttp1}
 */
record Attempt(int promise, Outcome outcome, String module, String test) {

  enum Outcome {
    HELD,
    BROKEN,
    SKIPPED
  }

  String line() {
    return promise + "\t" + outcome.name().toLowerCase(Locale.ROOT) + "\t" + test;
  }

  /** A link from {@code docs} to the class. */
  String link() {
    String type = test.replaceFirst("[$#].*", "");
    return "[%s](../%s/src/test/java/%s.java)"
        .formatted(type.substring(type.lastIndexOf('.') + 1), module, type.replace('.', '/'));
  }

  static Attempt of(String module, String line) {
    String[] fields = line.split("\t", 3);
    return new Attempt(
        Integer.parseInt(fields[0]),
        Outcome.valueOf(fields[1].toUpperCase(Locale.ROOT)),
        module,
        fields[2]);
  }
}

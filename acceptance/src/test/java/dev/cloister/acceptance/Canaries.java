package dev.cloister.acceptance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Values that occur nowhere else, by what they stand for, to be looked for in what was written. */
final class Canaries {

  /** Anybody's bearer token. */
  private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]{8,}[.]eyJ[\\w-]{8,}");

  private final Map<String, String> values = new LinkedHashMap<>();

  /** A new value, in letters that no encoding changes. */
  String hatch(String what) {
    String value = "canary" + UUID.randomUUID().toString().replace("-", "");
    values.put(value, what);
    return value;
  }

  /** Looks for this as well. */
  String mark(String what, String value) {
    values.put(value, what);
    return value;
  }

  /** What of it the text gives away. */
  List<String> in(String text) {
    List<String> found =
        new ArrayList<>(
            values.entrySet().stream()
                .filter(e -> text.contains(e.getKey()) || text.contains(base64(e.getKey())))
                .map(e -> e.getValue() + ": " + around(text, e.getKey()))
                .toList());
    TOKEN.matcher(text).results().limit(1).forEach(m -> found.add("a token: " + line(text, m)));
    return found;
  }

  /** The part of its Base64 form that does not depend on what follows. */
  private static String base64(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, bytes.length / 3 * 3));
  }

  private static String around(String text, String value) {
    int at = Math.max(0, text.indexOf(value));
    return text.substring(text.lastIndexOf('\n', at) + 1, Math.min(text.length(), at + 20));
  }

  private static String line(String text, MatchResult match) {
    return text.substring(text.lastIndexOf('\n', match.start()) + 1, match.start() + 20);
  }
}

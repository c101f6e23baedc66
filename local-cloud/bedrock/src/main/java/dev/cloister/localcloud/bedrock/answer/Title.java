package dev.cloister.localcloud.bedrock.answer;

import dev.cloister.localcloud.bedrock.answer.Question.Role;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A conversation's title out of the user's own words. */
final class Title {

  private static final String ASKED = "title for this conversation";
  private static final Pattern USER_LINE = Pattern.compile("(?im)^\\W*user\\W*?:\\s*(.+)$");
  private static final Pattern LEAD =
      Pattern.compile(
          "(?i)^((please|can|could|would|you|tell|me|explain|describe|show|the|an?|about|to)\\s+)+");
  private static final int MAX_WORDS = 8;
  private static final int MAX_CHARS = 60;

  private Title() {}

  static boolean isAskedBy(Question question) {
    return has(question.system()) || has(question.lastUserText());
  }

  static String of(Question question) {
    String words = words(question).replaceAll("\\s+", " ").strip();
    String core = LEAD.matcher(words).replaceFirst("");
    String text = core.isBlank() ? words : core;
    int sentence = sentenceEnd(text);
    String title =
        text.substring(0, sentence)
            .lines()
            .flatMap(line -> Pattern.compile(" ").splitAsStream(line))
            .limit(MAX_WORDS)
            .collect(Collectors.joining(" "))
            .replaceAll("[\\p{P}\\s&&[^)\\]]]+$", "");
    if (title.isEmpty()) {
      return "New conversation";
    }
    String capital = title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
    return capital.length() > MAX_CHARS ? capital.substring(0, MAX_CHARS).strip() : capital;
  }

  private static String words(Question question) {
    String last = question.lastUserText();
    if (!has(last)) {
      return question.turns().stream()
          .filter(turn -> turn.role() == Role.USER)
          .findFirst()
          .orElseThrow()
          .text();
    }
    Matcher line = USER_LINE.matcher(last);
    if (line.find()) {
      return line.group(1);
    }
    String rest =
        last.lines().filter(l -> !has(l) && !l.isBlank()).collect(Collectors.joining(" "));
    if (!rest.isBlank()) {
      return rest;
    }
    int colon = last.indexOf(':', last.toLowerCase(Locale.ROOT).indexOf(ASKED));
    return colon < 0 ? question.turns().getFirst().text() : last.substring(colon + 1);
  }

  private static int sentenceEnd(String text) {
    Matcher end = Pattern.compile("[.?!](\\s|$)").matcher(text);
    return end.find() ? end.start() : text.length();
  }

  private static boolean has(String text) {
    return text.toLowerCase(Locale.ROOT).contains(ASKED);
  }
}

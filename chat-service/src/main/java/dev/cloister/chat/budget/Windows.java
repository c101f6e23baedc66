package dev.cloister.chat.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The day of UTC and the minute to which tokens are counted.
 *
 * @param day of UTC
 * @param minute since 1970
 */
record Windows(LocalDate day, long minute) {

  private static final String DAY = "day#";
  private static final String MINUTE = "minute#";

  static Windows at(Instant now) {
    return new Windows(LocalDate.ofInstant(now, ZoneOffset.UTC), now.getEpochSecond() / 60);
  }

  /** The attribute that counts the day's tokens. */
  String dayCount() {
    return DAY + day;
  }

  /** The attribute that counts the minute's tokens. */
  String minuteCount() {
    return MINUTE + minute;
  }

  Instant dayEnds() {
    return day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  Instant minuteEnds() {
    return Instant.EPOCH.plus(minute + 1, ChronoUnit.MINUTES);
  }

  /** Whether the attribute counts a window so long past that no pod's clock is still in it. */
  boolean isPast(String attribute) {
    if (attribute.startsWith(DAY)) {
      return LocalDate.parse(attribute.substring(DAY.length())).isBefore(day.minusDays(1));
    }
    return attribute.startsWith(MINUTE)
        && Long.parseLong(attribute.substring(MINUTE.length())) < minute - 60;
  }
}

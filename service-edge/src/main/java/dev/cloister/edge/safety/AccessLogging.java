package dev.cloister.edge.safety;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An access log is for what a request was, not for what somebody sent: headers and cookies have
 * tokens, a query has names of files and page tokens. The named patterns write it, too.
 */
final class AccessLogging implements SafetyCheck {

  private static final String PATTERN = "quarkus.http.access-log.pattern";
  private static final Set<String> NAMED = Set.of("common", "combined", "long");

  /** As Quarkus cuts a pattern; one that is not closed is an attribute as well. */
  private static final Pattern ATTRIBUTE = Pattern.compile("[%$](\\{[^}]*}?|<?.?)", Pattern.DOTALL);

  /** Those that are known to be harmless. A later Quarkus may have more that are not. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "%%|\\$\\$|%[aAbBDhHIlmpRstTv]"
              + "|%\\{(BYTES_SENT|DATE_TIME|LOCAL_IP|LOCAL_PORT|LOCAL_SERVER_NAME|METHOD|PROTOCOL"
              + "|REMOTE_HOST|REMOTE_IP|REQUEST_PATH|RESPONSE_CODE|RESPONSE_TIME(_MICROS|_NANOS)?"
              + "|SCHEME|SECURE|SSL_CIPHER|THREAD_NAME|TRANSPORT_PROTOCOL"
              + "|time,[^}]*|o,(?i:x-request-id))}");

  @Override
  public Stream<Hazard> hazards(Settings settings) {
    return settings.isTrue("quarkus.http.access-log.enabled")
            && tells(settings.value(PATTERN).orElse("common"))
        ? Stream.of(
            new Hazard(
                "content-logging",
                PATTERN,
                "the access log tells what people send, tokens with it. Use %h %t %m %R %s %b %D."))
        : Stream.empty();
  }

  private static boolean tells(String pattern) {
    return NAMED.contains(pattern)
        || ATTRIBUTE
            .matcher(pattern)
            .results()
            .map(MatchResult::group)
            .anyMatch(attribute -> !HARMLESS.matcher(attribute).matches());
  }
}

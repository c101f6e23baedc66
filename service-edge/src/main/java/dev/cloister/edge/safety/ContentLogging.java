package dev.cloister.edge.safety;

import dev.cloister.edge.safety.Settings.Setting;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** At these levels the libraries below write requests, prompts, answers and tokens to the log. */
final class ContentLogging implements SafetyCheck {

  private static final Pattern LEVEL = Pattern.compile("quarkus.log.(category.*)?level");
  private static final Set<String> TALKATIVE = Set.of("ALL", "TRACE", "FINEST", "DEBUG", "FINE");
  private static final String OURS = "quarkus.log.category.dev.cloister.";

  @Override
  public Stream<Hazard> hazards(Settings settings) {
    return settings
        .like(LEVEL)
        .filter(ContentLogging::isTalkative)
        .map(
            e ->
                new Hazard(
                    "content-logging",
                    e.name(),
                    "libraries log requests and tokens at this level. Use INFO."));
  }

  private static boolean isTalkative(Setting e) {
    return TALKATIVE.contains(e.value().toUpperCase(Locale.ROOT))
        // Our own code logs no content at any level.
        && !e.form().startsWith(OURS);
  }
}

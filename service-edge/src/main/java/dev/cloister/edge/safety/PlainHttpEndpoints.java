package dev.cloister.edge.safety;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Prompts, answers and credentials go to these; without TLS anybody on the way reads them. */
final class PlainHttpEndpoints implements SafetyCheck {

  private static final Pattern ENDPOINT =
      Pattern.compile(
          "aws.endpoint.?url.*|quarkus[.].*endpoint.override|cloister.bedrock.*endpoint"
              + "|quarkus.oidc.*(auth.server.url|[.]path)|cloister.streams.url"
              + "|cloister.web.(authority|connect.sources|gaia.events.endpoint)");

  /** One of several that stand side by side is enough. */
  private static final Pattern PLAIN = Pattern.compile("(^|[\\s,])(http|ws|redis):");

  @Override
  public Stream<Hazard> hazards(Settings settings) {
    return settings
        .like(ENDPOINT)
        .filter(e -> PLAIN.matcher(e.value().toLowerCase(Locale.ROOT)).find())
        .map(
            e ->
                new Hazard(
                    "plain-http",
                    e.name(),
                    "what goes there can be read on the way. Use an https URL (for Valkey, rediss)."));
  }
}

package dev.cloister.edge.safety;

import dev.cloister.edge.safety.Settings.Setting;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The client's own addresses of Valkey. They have the default that nothing is ever sent to, on
 * loopback, and repeat {@code cloister.streams.url}, which is looked at as an endpoint.
 */
final class PlainValkey implements SafetyCheck {

  private static final Pattern HOSTS = Pattern.compile("quarkus.redis.(.*[.])?hosts");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  @Override
  public Stream<Hazard> hazards(Settings settings) {
    String url = settings.value("cloister.streams.url").orElse("");
    return settings
        .like(HOSTS)
        .filter(hosts -> !hosts.value().equals(url))
        .filter(PlainValkey::isPlain)
        .map(
            hosts ->
                new Hazard(
                    "plain-http",
                    hosts.name(),
                    "answers and the password can be read on the way. Use rediss."));
  }

  private static boolean isPlain(Setting hosts) {
    return Arrays.stream(hosts.value().split(","))
        .map(String::strip)
        .filter(host -> host.toLowerCase(Locale.ROOT).startsWith("redis:"))
        .anyMatch(host -> !isHere(host));
  }

  private static boolean isHere(String address) {
    try {
      String host = URI.create(address).getHost();
      return host != null && LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

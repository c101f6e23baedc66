package dev.cloister.acceptance.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way that a network policy opens, as Kubernetes reads it: where a rule names no peers it is for
 * anybody, and where it names no ports, at any.
 *
 * @param policy its name
 * @param direction {@code ingress} or {@code egress}
 */
record Way(String policy, String direction, String peer, String port) {

  private static final String ANYBODY = "anybody";
  private static final String ANY_PORT = "any port";

  /** All ways of a policy. */
  static Stream<Way> of(JsonNode policy) {
    return Stream.of("ingress", "egress")
        .flatMap(
            direction ->
                Manifests.stream(policy.path("spec").path(direction))
                    .flatMap(rule -> of(Manifests.name(policy), direction, rule)));
  }

  private static Stream<Way> of(String policy, String direction, JsonNode rule) {
    List<String> ports = ports(rule.path("ports"));
    return peers(rule.path(direction.equals("egress") ? "to" : "from"))
        .flatMap(peer -> ports.stream().map(port -> new Way(policy, direction, peer, port)));
  }

  private static Stream<String> peers(JsonNode peers) {
    return peers.isEmpty()
        ? Stream.of(ANYBODY)
        : Manifests.stream(peers).map(peer -> Plain.of(peer).toString());
  }

  private static List<String> ports(JsonNode ports) {
    return ports.isEmpty()
        ? List.of(ANY_PORT)
        : Manifests.stream(ports)
            .map(port -> port.has("port") ? Plain.of(port).toString() : ANY_PORT)
            .toList();
  }

  /** Whether it is for everybody or at any port. */
  boolean isOpen() {
    return peer.equals(ANYBODY) || peer.contains("/0\"") || port.equals(ANY_PORT);
  }
}

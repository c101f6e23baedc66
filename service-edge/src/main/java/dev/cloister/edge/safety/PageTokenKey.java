package dev.cloister.edge.safety;

import java.util.stream.Stream;

/** With a random key each pod refuses the page tokens of the others. */
final class PageTokenKey implements SafetyCheck {

  @Override
  public Stream<Hazard> hazards(Settings settings) {
    return settings.value("cloister.page-token.key").isPresent()
        ? Stream.empty()
        : Stream.of(
            new Hazard(
                "random-page-token-key",
                "cloister.page-token.key",
                "it is not set, so a list that was begun at one pod breaks off at the next. Set"
                    + " one secret for all pods."));
  }
}

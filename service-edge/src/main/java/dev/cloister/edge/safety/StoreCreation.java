package dev.cloister.edge.safety;

import java.util.stream.Stream;

/** Tables that a service makes for itself have no key, no backup and no protection. */
final class StoreCreation implements SafetyCheck {

  @Override
  public Stream<Hazard> hazards(Settings settings) {
    return Stream.of("cloister.history.create", "cloister.feedback.create", "cloister.usage.create")
        .filter(settings::isTrue)
        .map(
            property ->
                new Hazard(
                    "create-store",
                    property,
                    "what is made at start has no customer key, backup or protection. Make table"
                        + " and bucket beforehand."));
  }
}

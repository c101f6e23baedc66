package dev.cloister.edge.safety;

import java.util.stream.Stream;

/** Looks at the configuration for one kind of hazard. */
@FunctionalInterface
interface SafetyCheck {

  Stream<Hazard> hazards(Settings settings);
}

package dev.cloister.edge.safety;

/**
 * Something unsafe in the configuration.
 *
 * @param name what an operator who wants it puts into {@code cloister.unsafe.allow}
 * @param property the setting at fault
 * @param reason why it is unsafe, and what to do
 */
record Hazard(String name, String property, String reason) {

  String sentence() {
    return property
        + " is unsafe: "
        + reason
        + " To run with it all the same, add "
        + name
        + " to cloister.unsafe.allow.";
  }
}

package dev.cloister.edge.limit;

import dev.cloister.edge.identity.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What all bodies take that are in memory at a time, from their arrival until they are parsed. */
@ApplicationScoped
class BodyMemory {

  private final SharedMemory memory;

  BodyMemory(LimitsConfig config) {
    this.memory = new SharedMemory(config.bodyMemory(), config.bodyMemoryPerPerson(), "bodies");
  }

  SharedMemory.Share open(Optional<Subject> person) {
    return memory.open(person);
  }
}

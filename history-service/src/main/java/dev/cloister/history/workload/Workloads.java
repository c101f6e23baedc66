package dev.cloister.history.workload;

import dev.cloister.history.store.HistoryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The configured workload subjects, matched exactly. None configured admits none. */
@ApplicationScoped
class Workloads {

  private final Set<String> subjects;

  Workloads(HistoryConfig config) {
    this.subjects = Set.copyOf(config.workloads());
  }

  boolean admit(String subject) {
    return subject != null && subjects.contains(subject);
  }
}

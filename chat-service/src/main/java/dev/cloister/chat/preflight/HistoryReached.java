package dev.cloister.chat.preflight;

import dev.cloister.chat.history.Asker;
import dev.cloister.chat.history.HistoryGateway;
import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.preflight.Check;
import dev.cloister.edge.preflight.Mismatch;
import dev.cloister.edge.problem.ProblemException;
import dev.cloister.edge.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** history-service answers, and knows this service by its token. */
@ApplicationScoped
class HistoryReached implements Check {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Subject NOBODY = new Subject("preflight");

  private final HistoryGateway history;

  HistoryReached(HistoryGateway history) {
    this.history = history;
  }

  @Override
  public String name() {
    return "history-service";
  }

  @Override
  public String run() throws Mismatch {
    try {
      history
          .answer(Asker.unasked(NOBODY), UUID.randomUUID(), UUID.randomUUID())
          .await()
          .atMost(PATIENCE);
      throw new Mismatch("it knows an answer that never was.");
    } catch (ProblemException e) {
      if (e.problem().kind() != ProblemType.NOT_FOUND) {
        throw new Mismatch(
            "it refuses. Look at its pods, the network policy, and cloister.history.workloads.", e);
      }
    }
    return "it answers, and knows this service";
  }
}

package dev.cloister.edge.origin;

import dev.cloister.edge.problem.EarlyProblems;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * Refuses requests without the secret header, before anything else looks at them. Health and
 * metrics are on the management port and not concerned.
 */
@ApplicationScoped
class OriginCheck {

  static final String HEADER = "X-Origin-Verify";

  private static final int BEFORE_ALL = 10_000;
  private static final int SHORTEST = 16;
  private static final Problem REFUSAL =
      Problem.of(ProblemType.FORBIDDEN, "The request did not come through the front door.");

  private final List<byte[]> accepted;
  private final EarlyProblems problems;

  OriginCheck(OriginConfig config, EarlyProblems problems) {
    this.accepted =
        config.values().orElse(List.of()).stream()
            .map(v -> v.getBytes(StandardCharsets.UTF_8))
            .toList();
    if (accepted.stream().anyMatch(v -> v.length < SHORTEST)) {
      throw new IllegalArgumentException(
          "cloister.origin-verify.values needs values of at least 16 characters");
    }
    this.problems = problems;
  }

  void register(@Observes Filters filters) {
    if (!accepted.isEmpty()) {
      filters.register(this::check, BEFORE_ALL);
    }
  }

  private void check(RoutingContext exchange) {
    String header = exchange.request().getHeader(HEADER);
    if (header != null && isAccepted(header.getBytes(StandardCharsets.UTF_8))) {
      exchange.request().headers().remove(HEADER);
      exchange.next();
    } else {
      problems.refuse(exchange, REFUSAL);
    }
  }

  /** Takes the same time whichever value fits, or none. */
  private boolean isAccepted(byte[] offered) {
    boolean any = false;
    for (byte[] value : accepted) {
      any |= MessageDigest.isEqual(value, offered);
    }
    return any;
  }
}

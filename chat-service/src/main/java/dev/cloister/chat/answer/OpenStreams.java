package dev.cloister.chat.answer;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams that each person has open in this pod, those that are about to begin included. As
 * only its owner can listen to an answer, this bounds an answer's listeners, too.
 */
@ApplicationScoped
class OpenStreams {

  private static final Duration UNTIL_ONE_ENDS = Duration.ofSeconds(5);

  private final Map<Subject, Set<HttpServerResponse>> byOwner = new ConcurrentHashMap<>();
  private final int most;

  OpenStreams(AnswersConfig config) {
    this.most = config.maxStreams();
  }

  /** Takes a place for the exchange, which it has until it ends; refuses with 429. */
  void admit(Subject owner, RoutingContext exchange) {
    HttpServerResponse response = exchange.response();
    // Whoever left before the handler below was there has told nobody.
    byOwner.getOrDefault(owner, Set.of()).stream()
        .filter(r -> r.ended() || r.closed())
        .forEach(r -> leave(owner, r));
    byOwner.compute(
        owner,
        (same, before) -> {
          // No response is asked anything in here: the handler below is called under its lock.
          Set<HttpServerResponse> open = before == null ? ConcurrentHashMap.newKeySet() : before;
          if (open.size() >= most) {
            throw tooMany();
          }
          open.add(response);
          return open;
        });
    exchange.addEndHandler(done -> leave(owner, response));
  }

  /** How many there are, of everybody. */
  int count() {
    return byOwner.values().stream().mapToInt(Set::size).sum();
  }

  private void leave(Subject owner, HttpServerResponse response) {
    byOwner.computeIfPresent(
        owner,
        (same, open) -> {
          open.remove(response);
          return open.isEmpty() ? null : open;
        });
  }

  private RuntimeException tooMany() {
    String detail =
        "You have " + most + " streams open here, which is the limit. Close some first.";
    return new Problem(ProblemType.THROTTLED, detail, null, null, UNTIL_ONE_ENDS).asException();
  }
}

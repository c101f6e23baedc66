package dev.cloister.edge.limit;

import dev.cloister.edge.problem.EarlyProblems;
import dev.cloister.edge.problem.LastResponse;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How much of a body is taken, and for how long. Says in a problem document what the HTTP layer
 * would say with an empty 413: of a body whose length is known before it is read, and of one that
 * comes in chunks while it is read. Of a body that trickles the HTTP layer says nothing: its
 * timeout is from one byte to the next.
 */
@ApplicationScoped
class BodyLimit {

  private static final int BEFORE_THE_HTTP_LAYERS_OWN = 1000;
  private static final int AFTER_IT = 1;
  private static final long SPARE = 1 << 20;
  private static final int PIECE = 8192;
  private static final Problem TOO_SLOW =
      Problem.of(ProblemType.TOO_SLOW, "The body took too long to arrive. Send it at once.");

  private final long limit;
  private final long nanos;
  private final EarlyProblems problems;

  BodyLimit(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10240K")
          MemorySize limit,
      LimitsConfig config,
      EarlyProblems problems) {
    this.limit = limit.asLongValue();
    this.nanos = config.bodyTimeout().toNanos();
    this.problems = problems;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_THE_HTTP_LAYERS_OWN);
    filters.register(this::stepBack, AFTER_IT);
  }

  /** Where a body of unknown length is read, the HTTP layer's own limit must not be met first. */
  private void stepBack(RoutingContext context) {
    context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, limit + SPARE);
    context.next();
  }

  private void check(RoutingContext context) {
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && length.matches("[0-9]{1,18}") && Long.parseLong(length) > limit) {
      problems.refuse(context, tooLarge());
    } else {
      context.next();
    }
  }

  /**
   * All of the body.
   *
   * @throws dev.cloister.edge.problem.ProblemException 413 where it is over the limit, 408 where it
   *     trickles, 503 where there is no memory for it
   */
  byte[] read(InputStream body, SharedMemory.Share memory, RoutingContext context)
      throws IOException {
    long begun = System.nanoTime();
    var bytes = new ByteArrayOutputStream();
    byte[] some = new byte[PIECE];
    for (int n = body.read(some); n >= 0; n = body.read(some)) {
      bytes.write(some, 0, n);
      Problem problem = null;
      if (bytes.size() > limit) {
        problem = tooLarge();
      } else if (System.nanoTime() - begun > nanos) {
        problem = TOO_SLOW;
      } else if (!memory.take(n)) {
        problem = memory.refusal();
      }
      if (problem != null) {
        LastResponse.on(context);
        throw problem.asException();
      }
    }
    return bytes.toByteArray();
  }

  private Problem tooLarge() {
    return Problem.tooLarge("body", "must be at most " + limit + " bytes");
  }
}

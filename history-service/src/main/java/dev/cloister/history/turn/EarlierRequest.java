package dev.cloister.history.turn;

import dev.cloister.edge.problem.Problem;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/**
 * A question whether a key has been used.
 *
 * @param key the person's Idempotency-Key
 * @param fingerprint what the key stands for now
 */
record EarlierRequest(
    @Parameter(required = true) @HeaderParam("Idempotency-Key") String key,
    @QueryParam("fingerprint") String fingerprint) {

  EarlierRequest {
    if (key == null || !key.matches("[\\x20-\\x7e]{1,255}")) {
      throw Problem.invalid("Idempotency-Key", "must be 1 to 255 printable ASCII characters")
          .asException();
    }
  }
}

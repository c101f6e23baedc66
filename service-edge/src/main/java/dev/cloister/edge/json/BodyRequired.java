package dev.cloister.edge.json;

import dev.cloister.edge.problem.Problem;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** A route that reads a body gets one: neither nothing nor a JSON null. */
// What other services answer is no stranger's body, and may be read outside a request.
@ConstrainedTo(RuntimeType.SERVER)
@Provider
class BodyRequired implements ReaderInterceptor {

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    Object body = context.proceed();
    if (body == null) {
      throw Problem.invalid("body", "must be a JSON object").asException();
    }
    return body;
  }
}

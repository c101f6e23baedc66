package dev.cloister.edge.json;

import dev.cloister.edge.problem.Problem;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** A route that reads a body gets one: neither nothing nor a JSON null. */
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

package dev.cloister.edge.limit;

import dev.cloister.edge.identity.Caller;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * Lets a body be parsed once it is there, within its limit, and JSON only in UTF-8. (RFC 8259,
 * section 8.1: JSON between systems is UTF-8, whatever a parser could guess.)
 */
// What other services answer is no stranger's body, and may be read outside a request.
@ConstrainedTo(RuntimeType.SERVER)
@Provider
class WholeBody implements ReaderInterceptor {

  private final BodyLimit limit;

  private final BodyMemory memory;
  private final CurrentVertxRequest request;
  private final Caller caller;

  WholeBody(BodyLimit limit, BodyMemory memory, CurrentVertxRequest request, Caller caller) {
    this.limit = limit;
    this.memory = memory;
    this.request = request;
    this.caller = caller;
  }

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    boolean json = isJson(context.getMediaType());
    String charset = context.getMediaType().getParameters().get(MediaType.CHARSET_PARAMETER);
    if (json && charset != null && !charset.equalsIgnoreCase("utf-8")) {
      throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send JSON in UTF-8.").asException();
    }
    try (var share = memory.open(caller.person())) {
      byte[] body = read(context.getInputStream(), share);
      if (json && !Utf8.isWellFormed(body)) {
        throw Problem.invalid("body", "must be UTF-8").asException();
      }
      context.setInputStream(new ByteArrayInputStream(body));
      return context.proceed();
    }
  }

  private static boolean isJson(MediaType type) {
    return type.getSubtype().equalsIgnoreCase("json")
        || type.getSubtype().toLowerCase(Locale.ROOT).endsWith("+json");
  }

  private byte[] read(InputStream body, SharedMemory.Share share) {
    try {
      return limit.read(body, share, request.getCurrent());
    } catch (IOException e) {
      // Its sender has left; no failure of ours that should be in the log.
      throw Problem.invalid("body", "must arrive whole").asException();
    }
  }
}

package dev.cloister.chat.answer;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Hands a response to a {@link SseListener}, which writes it from its event loop. A stream of the
 * framework's own would keep several objects and a subscription chain for each event.
 */
@Provider
@ApplicationScoped
@Produces(MediaType.SERVER_SENT_EVENTS)
class EventStreamWriter implements ServerMessageBodyWriter<EventStream> {

  /** Stands for the caller, whose token and claims take more than all else of a stream. */
  private static final SecurityIdentity NOBODY =
      QuarkusSecurityIdentity.builder().setAnonymous(true).build();

  private final SseEncoder encoder;
  private final Heartbeats heartbeats;
  private final Vertx vertx;

  EventStreamWriter(SseEncoder encoder, Heartbeats heartbeats, Vertx vertx) {
    this.encoder = encoder;
    this.heartbeats = heartbeats;
    this.vertx = vertx;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType mediaType) {
    return EventStream.class.isAssignableFrom(type);
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
    return EventStream.class.isAssignableFrom(type);
  }

  @Override
  public void writeResponse(EventStream stream, Type generic, ServerRequestContext context) {
    forget(stream.exchange(), (ResteasyReactiveRequestContext) context);
    new SseListener(stream, encoder, heartbeats, vertx.getOrCreateContext()).start();
  }

  /** Who asks, and what: the framework would keep both for as long as the stream is open. */
  private static void forget(RoutingContext exchange, ResteasyReactiveRequestContext request) {
    QuarkusHttpUser.setIdentity(NOBODY, exchange);
    exchange.request().headers().remove(HttpHeaders.AUTHORIZATION);
    request.getHttpHeaders().getMutableHeaders().remove(HttpHeaders.AUTHORIZATION);
    request.setRequestEntity(null);
    Arrays.fill(request.getParameters(), null);
  }

  @Override
  public void writeTo(
      EventStream stream,
      Class<?> type,
      Type generic,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out) {
    throw new WebApplicationException("an event stream is never written to a blocking stream");
  }
}

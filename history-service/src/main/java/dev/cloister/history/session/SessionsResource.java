package dev.cloister.history.session;

import dev.cloister.edge.identity.Caller;
import dev.cloister.edge.problem.Problem;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.key.SessionKey;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The owner's sessions over HTTP. */
@Path("/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
class SessionsResource {

  private final Caller caller;
  private final SessionReader reader;
  private final SessionStore store;
  private final SessionDeleter deleter;

  SessionsResource(
      Caller caller, SessionReader reader, SessionStore store, SessionDeleter deleter) {
    this.caller = caller;
    this.reader = reader;
    this.store = store;
    this.deleter = deleter;
  }

  @GET
  public Response list(@BeanParam Paging paging) {
    var owner = caller.subject();
    // Without paging GAIA's clients read a bare array.
    return Response.ok(paging.asked() ? reader.page(owner, paging) : reader.list(owner)).build();
  }

  @GET
  @Path("/{sessionId}")
  public Response get(@PathParam("sessionId") SessionId session, @BeanParam Paging paging) {
    // GAIA's clients ask before the first message, and read null as an empty session.
    return reader
        .detail(key(session), paging)
        .map(detail -> Response.ok(detail).build())
        .orElseGet(() -> Response.ok("null").build());
  }

  @PATCH
  @Path("/{sessionId}")
  public SessionSummary rename(@PathParam("sessionId") SessionId session, TitleChange change) {
    return store
        .rename(key(session), change.title(), TitleSource.USER)
        .map(SessionHeader::summary)
        .orElseThrow(() -> Problem.notFound("session").asException());
  }

  @DELETE
  @Path("/{sessionId}")
  public Deletion delete(@PathParam("sessionId") SessionId session) {
    return deleter.delete(key(session));
  }

  @DELETE
  public List<Deletion> deleteAll() {
    return deleter.deleteAll(caller.subject());
  }

  private SessionKey key(SessionId session) {
    return new SessionKey(caller.subject(), session);
  }
}

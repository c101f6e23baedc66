package dev.cloister.history.session;

import dev.cloister.history.key.SessionId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.workload.ActingFor;
import dev.cloister.history.workload.WorkloadOnly;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The title that chat-service has a model write; a person's title stands against it. */
@Path("/internal/v1/sessions/{sessionId}/title")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@WorkloadOnly
@RunOnVirtualThread
class GeneratedTitleResource {

  private final ActingFor acting;
  private final SessionStore sessions;

  GeneratedTitleResource(ActingFor acting, SessionStore sessions) {
    this.acting = acting;
    this.sessions = sessions;
  }

  @PUT
  public void put(@PathParam("sessionId") SessionId session, TitleChange change) {
    sessions.rename(
        new SessionKey(acting.subject(), session), change.title(), TitleSource.GENERATED);
  }
}

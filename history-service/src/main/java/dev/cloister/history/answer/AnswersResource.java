package dev.cloister.history.answer;

import dev.cloister.history.key.MessageId;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.workload.ActingFor;
import dev.cloister.history.workload.WorkloadOnly;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Answers for chat-service: read, checkpoint, end. */
@Path("/internal/v1/sessions/{sessionId}/answers/{answerId}")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@WorkloadOnly
@RunOnVirtualThread
class AnswersResource {

  private final ActingFor acting;
  private final AnswerStore answers;

  AnswersResource(ActingFor acting, AnswerStore answers) {
    this.acting = acting;
    this.answers = answers;
  }

  @GET
  public AnswerView get(
      @PathParam("sessionId") SessionId session, @PathParam("answerId") MessageId answer) {
    return answers.view(key(session), answer);
  }

  @PUT
  public void checkpoint(
      @PathParam("sessionId") SessionId session,
      @PathParam("answerId") MessageId answer,
      Checkpoint checkpoint) {
    answers.checkpoint(key(session), answer, checkpoint);
  }

  @PUT
  @Path("/end")
  public void end(
      @PathParam("sessionId") SessionId session,
      @PathParam("answerId") MessageId answer,
      AnswerEnd end) {
    answers.end(key(session), answer, end);
  }

  private SessionKey key(SessionId session) {
    return new SessionKey(acting.subject(), session);
  }
}

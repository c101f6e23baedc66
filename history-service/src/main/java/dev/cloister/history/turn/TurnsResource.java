package dev.cloister.history.turn;

import dev.cloister.edge.problem.Problem;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.workload.ActingFor;
import dev.cloister.history.workload.WorkloadOnly;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** Begins turns for chat-service, and takes back those that it gives up. */
@Path("/internal/v1/sessions/{sessionId}/turns")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@WorkloadOnly
@RunOnVirtualThread
class TurnsResource {

  private final ActingFor acting;
  private final TurnStore turns;
  private final Abandonment abandonment;

  TurnsResource(ActingFor acting, TurnStore turns, Abandonment abandonment) {
    this.acting = acting;
    this.turns = turns;
    this.abandonment = abandonment;
  }

  @POST
  public RestResponse<TurnOutcome> begin(
      @PathParam("sessionId") SessionId session, TurnRequest request) {
    var outcome = turns.begin(new SessionKey(acting.subject(), session), request);
    var status =
        switch (outcome) {
          case TurnOutcome.Started started -> RestResponse.Status.CREATED;
          case TurnOutcome.Replayed replayed -> RestResponse.Status.OK;
        };
    return RestResponse.status(status, outcome);
  }

  /**
   * The turn that an Idempotency-Key stands for, for a call that may not begin one now. 404 where
   * there is none.
   */
  @GET
  @Path("/earlier")
  public TurnOutcome.Replayed earlier(
      @PathParam("sessionId") SessionId session, @BeanParam EarlierRequest request) {
    return turns
        .earlier(new SessionKey(acting.subject(), session), request)
        .orElseThrow(() -> Problem.notFound("turn").asException());
  }

  /** The call that carried this answerId was given up, and no model was asked. May be repeated. */
  @PUT
  @Path("/{answerId}/abandoned")
  public void abandon(
      @PathParam("sessionId") SessionId session, @PathParam("answerId") MessageId attempt) {
    abandonment.abandon(new SessionKey(acting.subject(), session), attempt);
  }
}

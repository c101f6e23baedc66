package dev.cloister.chat.answer;

import dev.cloister.chat.history.Asker;
import dev.cloister.edge.identity.Caller;
import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.request.RequestId;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Questions in, answers out as event streams. */
@Path("/v1/chat")
@Authenticated
class AnswerResource {

  private final Asking asking;
  private final Answers answers;
  private final Mirrors mirrors;
  private final OpenStreams streams;
  private final Caller caller;
  private final RequestId requestId;
  private final CurrentVertxRequest request;

  AnswerResource(
      Asking asking,
      Answers answers,
      Mirrors mirrors,
      OpenStreams streams,
      Caller caller,
      RequestId requestId,
      CurrentVertxRequest request) {
    this.asking = asking;
    this.answers = answers;
    this.mirrors = mirrors;
    this.streams = streams;
    this.caller = caller;
    this.requestId = requestId;
    this.request = request;
  }

  /** Asks, and follows the answer from its start. Leaving does not stop the answer. */
  @POST
  @Path("sessions/{sessionId}/answers")
  @Consumes(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  public Response ask(
      @PathParam("sessionId") String sessionId,
      @HeaderParam("Idempotency-Key") String idempotencyKey,
      Ask ask) {
    SessionId session = SessionId.parse(sessionId);
    var key = IdempotencyKey.of(idempotencyKey, ask);
    Subject owner = caller.subject();
    streams.admit(owner, request.getCurrent());
    return stream(asking.ask(new Asker(owner, requestId.value()), session, ask, key), 0);
  }

  /** Follows an answer from its start, or from the event after {@code Last-Event-ID}. */
  @GET
  @Path("answers/{answerId}/events")
  @RunOnVirtualThread
  public Response events(
      @PathParam("answerId") String answerId, @HeaderParam("Last-Event-ID") String lastEventId) {
    AnswerId id = AnswerId.parse(answerId);
    int from = LastEventId.parse(lastEventId).next();
    Subject owner = caller.subject();
    streams.admit(owner, request.getCurrent());
    return answers
        .find(owner, id)
        .map(Listening::to)
        .or(() -> mirrors.find(owner, id).map(Listening::toMirrored))
        .filter(listening -> listening.log().continuesAt(from))
        .map(listening -> stream(listening, from))
        .orElseThrow(() -> Problem.notFound("answer").asException());
  }

  /** Stops an answer. Nothing happens where it is over. */
  @DELETE
  @Path("answers/{answerId}")
  @RunOnVirtualThread
  public void stop(@PathParam("answerId") String answerId) {
    AnswerId id = AnswerId.parse(answerId);
    Subject owner = caller.subject();
    var here = answers.find(owner, id);
    here.ifPresent(Answer::stop);
    if (here.isEmpty() && !mirrors.stop(owner, id)) {
      throw Problem.notFound("answer").asException();
    }
  }

  private Response stream(Listening listening, int from) {
    return Response.ok(new EventStream(listening, from, request.getCurrent()))
        .type(MediaType.SERVER_SENT_EVENTS)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Accel-Buffering", "no")
        .build();
  }
}

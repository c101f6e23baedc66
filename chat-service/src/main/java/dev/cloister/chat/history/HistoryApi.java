package dev.cloister.chat.history;

import dev.cloister.chat.bedrock.Attached;
import dev.cloister.edge.request.RequestId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;

/** The internal routes of history-service. */
@Path("/internal/v1/sessions/{sessionId}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface HistoryApi {

  String SUBJECT = "Cloister-Subject";

  @POST
  @Path("turns")
  Uni<TurnBegun> begin(
      @HeaderParam(SUBJECT) String subject,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("sessionId") UUID session,
      NewTurn turn);

  @GET
  @Path("turns/earlier")
  Uni<TurnBegun.Replayed> earlier(
      @HeaderParam(SUBJECT) String subject,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("sessionId") UUID session,
      @HeaderParam("Idempotency-Key") String key,
      @QueryParam("fingerprint") String fingerprint);

  @PUT
  @Path("turns/{answerId}/abandoned")
  Uni<Void> abandon(
      @HeaderParam(SUBJECT) String subject,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("sessionId") UUID session,
      @PathParam("answerId") UUID attempt);

  @PUT
  @Path("answers/{answerId}")
  Uni<Void> checkpoint(
      @HeaderParam(SUBJECT) String subject,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("sessionId") UUID session,
      @PathParam("answerId") UUID answer,
      Checkpoint checkpoint);

  @PUT
  @Path("answers/{answerId}/end")
  Uni<Void> end(
      @HeaderParam(SUBJECT) String subject,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("sessionId") UUID session,
      @PathParam("answerId") UUID answer,
      AnswerEnd end);

  @PUT
  @Path("title")
  Uni<Void> title(
      @HeaderParam(SUBJECT) String subject,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("sessionId") UUID session,
      Title title);

  @GET
  @Path("answers/{answerId}")
  Uni<StoredAnswer> answer(
      @HeaderParam(SUBJECT) String subject,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("sessionId") UUID session,
      @PathParam("answerId") UUID answer);

  @GET
  @Path("attachments")
  Uni<List<Attached>> attachments(
      @HeaderParam(SUBJECT) String subject,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("sessionId") UUID session,
      @QueryParam("id") List<UUID> ids);

  @GET
  @Path("attachments/{attachmentId}")
  @Produces(MediaType.WILDCARD)
  Uni<byte[]> attachment(
      @HeaderParam(SUBJECT) String subject,
      @HeaderParam(RequestId.HEADER) String requestId,
      @PathParam("sessionId") UUID session,
      @PathParam("attachmentId") UUID attachment);

  record Checkpoint(String text, int revision) {}

  record Title(String title) {}
}

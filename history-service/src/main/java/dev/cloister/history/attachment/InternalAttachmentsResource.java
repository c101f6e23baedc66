package dev.cloister.history.attachment;

import dev.cloister.edge.problem.Problem;
import dev.cloister.history.key.AttachmentId;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.workload.ActingFor;
import dev.cloister.history.workload.WorkloadOnly;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Attachments for chat-service: what there is of a question's, and the files themselves. */
@Path("/internal/v1/sessions/{sessionId}/attachments")
@Authenticated
@WorkloadOnly
@RunOnVirtualThread
class InternalAttachmentsResource {

  private final ActingFor acting;
  private final AttachmentStore store;
  private final Transfers transfers;

  InternalAttachmentsResource(ActingFor acting, AttachmentStore store, Transfers transfers) {
    this.acting = acting;
    this.store = store;
    this.transfers = transfers;
  }

  /** Those of the ids that there are, in the ids' order. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public List<Attachment> find(
      @PathParam("sessionId") SessionId session,
      @Parameter(required = true) @QueryParam("id") List<String> ids) {
    if (ids.isEmpty() || ids.size() > Attachment.MOST_OF_A_QUESTION) {
      throw Problem.invalid("id", "must be there 1 to " + Attachment.MOST_OF_A_QUESTION + " times")
          .asException();
    }
    return store.find(key(session), ids.stream().map(id -> AttachmentId.named("id", id)).toList());
  }

  @GET
  @Path("/{attachmentId}")
  @Produces(MediaType.WILDCARD)
  public Response get(
      @PathParam("sessionId") SessionId session, @PathParam("attachmentId") AttachmentId id) {
    return transfers.response(key(session), id);
  }

  private SessionKey key(SessionId session) {
    return new SessionKey(acting.subject(), session);
  }
}

package dev.cloister.history.attachment;

import dev.cloister.edge.identity.Caller;
import dev.cloister.history.key.AttachmentId;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.key.SessionKey;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestResponse;

/** What people give along with their questions, sent before the question that names it. */
@Path("/v1/sessions/{sessionId}/attachments/{attachmentId}")
@Authenticated
@RunOnVirtualThread
class AttachmentResource {

  private final Caller caller;
  private final Attaching attaching;
  private final Transfers transfers;

  AttachmentResource(Caller caller, Attaching attaching, Transfers transfers) {
    this.caller = caller;
    this.attaching = attaching;
    this.transfers = transfers;
  }

  @PUT
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Sends a file for a question that follows; the client makes its id",
      description =
          """
          The body is the file, Content-Type what it is. 201, or 200 where the same was sent \
          before. One that no question has within a day is removed.""")
  public RestResponse<Attachment> put(
      @PathParam("sessionId") SessionId session,
      @PathParam("attachmentId") AttachmentId id,
      @Parameter(required = true) @QueryParam("filename") String filename,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      byte[] body) {
    var key = key(session);
    var attachment = Attachment.of(id, filename, contentType, body);
    try (var _ = transfers.roomFor(key.owner(), body.length)) {
      boolean created = attaching.store(key, attachment, body);
      return RestResponse.status(
          created ? RestResponse.Status.CREATED : RestResponse.Status.OK, attachment);
    }
  }

  @GET
  @Produces(MediaType.WILDCARD)
  @Operation(summary = "Gives the file back, as it was sent")
  public Response get(
      @PathParam("sessionId") SessionId session, @PathParam("attachmentId") AttachmentId id) {
    return transfers.response(key(session), id);
  }

  @DELETE
  @Operation(
      summary = "Removes a file that no question has, also one that never was",
      description = "409 where a question has it. The id cannot be used again for a day.")
  public void delete(
      @PathParam("sessionId") SessionId session, @PathParam("attachmentId") AttachmentId id) {
    attaching.remove(key(session), id);
  }

  private SessionKey key(SessionId session) {
    return new SessionKey(caller.subject(), session);
  }
}

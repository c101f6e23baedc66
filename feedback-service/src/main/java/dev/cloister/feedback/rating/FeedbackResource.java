package dev.cloister.feedback.rating;

import dev.cloister.edge.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** A person's ratings over HTTP. */
@Path("/v1/feedback")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
class FeedbackResource {

  private final Caller caller;
  private final FeedbackDesk desk;
  private final Reasons reasons;

  FeedbackResource(Caller caller, FeedbackDesk desk, Reasons reasons) {
    this.caller = caller;
    this.desk = desk;
    this.reasons = reasons;
  }

  @POST
  public FeedbackReceipt rate(FeedbackRequest request) {
    return FeedbackReceipt.of(desk.take(caller.subject(), request));
  }

  @GET
  public FeedbackPage list(
      @QueryParam("limit") String limit, @QueryParam("next_token") String nextToken) {
    return desk.list(caller.subject(), limit, nextToken);
  }

  @GET
  @Path("/reasons")
  public List<String> reasons() {
    return reasons.all();
  }

  @GET
  @Path("/{feedbackId}")
  public Feedback get(@PathParam("feedbackId") String id) {
    return desk.read(caller.subject(), id);
  }
}

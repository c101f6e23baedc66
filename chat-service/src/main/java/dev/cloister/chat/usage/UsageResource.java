package dev.cloister.chat.usage;

import dev.cloister.edge.identity.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** A person's own usage and budget. */
@Path("/v1/usage")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
class UsageResource {

  private final UsageReports reports;
  private final Caller caller;

  UsageResource(UsageReports reports, Caller caller) {
    this.reports = reports;
    this.caller = caller;
  }

  @GET
  public UsageReports.Own own(@QueryParam("from") String from, @QueryParam("to") String to) {
    return reports.of(caller.subject(), from, to);
  }
}

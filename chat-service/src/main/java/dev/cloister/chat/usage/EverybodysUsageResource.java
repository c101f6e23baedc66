package dev.cloister.chat.usage;

import dev.cloister.chat.store.Parameters;
import dev.cloister.edge.identity.AdministratorsOnly;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** Everybody's usage, for administrators. */
@Path("/v1/admin/usage")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@AdministratorsOnly
@RunOnVirtualThread
class EverybodysUsageResource {

  private final UsageReports reports;

  EverybodysUsageResource(UsageReports reports) {
    this.reports = reports;
  }

  /** A page of a day's usage. */
  @GET
  public UsageReports.Page onDay(
      @QueryParam("day") String day,
      @QueryParam("limit") String limit,
      @QueryParam("next_token") String nextToken) {
    return reports.onDay(day, Parameters.limit(limit), nextToken);
  }

  /** One person's usage and budget. */
  @GET
  @Path("{userId}")
  public UsageReports.Own of(
      @PathParam("userId") String user,
      @QueryParam("from") String from,
      @QueryParam("to") String to) {
    return reports.of(Parameters.user(user), from, to);
  }
}

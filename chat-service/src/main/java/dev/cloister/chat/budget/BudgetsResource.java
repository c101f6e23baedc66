package dev.cloister.chat.budget;

import dev.cloister.chat.budget.BudgetAdministration.Page;
import dev.cloister.chat.budget.BudgetAdministration.View;
import dev.cloister.chat.store.Parameters;
import dev.cloister.edge.identity.AdministratorsOnly;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** Limits as administrators set them. */
@Path("/v1/admin/budgets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
@AdministratorsOnly
@RunOnVirtualThread
class BudgetsResource {

  private final BudgetAdministration administration;

  BudgetsResource(BudgetAdministration administration) {
    this.administration = administration;
  }

  /** The defaults, and a page of the persons who have limits of their own. */
  @GET
  public Page list(@QueryParam("limit") String limit, @QueryParam("next_token") String nextToken) {
    return administration.list(Parameters.limit(limit), nextToken);
  }

  /** A person's limits and what is used of them. */
  @GET
  @Path("{userId}")
  public View show(@PathParam("userId") String user) {
    return administration.show(Parameters.user(user));
  }

  /** Gives a person limits of their own; a member left out is no limit. */
  @PUT
  @Path("{userId}")
  public View set(@PathParam("userId") String user, Limits limits) {
    return administration.set(Parameters.user(user), limits);
  }

  /** Lets the defaults hold for a person again. */
  @DELETE
  @Path("{userId}")
  public void remove(@PathParam("userId") String user) {
    administration.remove(Parameters.user(user));
  }
}

package dev.cloister.edge.identity;

import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

@Provider
@AdministratorsOnly
class AdministratorsFilter implements ContainerRequestFilter {

  private final Caller caller;

  AdministratorsFilter(Caller caller) {
    this.caller = caller;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!caller.isAdministrator()) {
      throw Problem.of(ProblemType.FORBIDDEN, "This is for administrators.").asException();
    }
  }
}

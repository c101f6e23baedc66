package dev.cloister.history.workload;

import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.eclipse.microprofile.jwt.JsonWebToken;

@Provider
@WorkloadOnly
class WorkloadFilter implements ContainerRequestFilter {

  private final JsonWebToken token;
  private final Workloads workloads;

  WorkloadFilter(JsonWebToken token, Workloads workloads) {
    this.token = token;
    this.workloads = workloads;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!workloads.admit(token.getSubject())) {
      throw Problem.of(ProblemType.FORBIDDEN, "This workload may not use the internal routes.")
          .asException();
    }
  }
}

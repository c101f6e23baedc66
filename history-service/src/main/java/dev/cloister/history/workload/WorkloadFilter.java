package dev.cloister.history.workload;

import dev.cloister.edge.identity.CallingWorkload;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

@Provider
@WorkloadOnly
class WorkloadFilter implements ContainerRequestFilter {

  private final CallingWorkload caller;
  private final Workloads workloads;

  WorkloadFilter(CallingWorkload caller, Workloads workloads) {
    this.caller = caller;
    this.workloads = workloads;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!workloads.admit(caller.subject())) {
      throw Problem.of(ProblemType.FORBIDDEN, "This workload may not use the internal routes.")
          .asException();
    }
  }
}

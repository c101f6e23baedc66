package dev.cloister.edge.identity;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** The authenticated workload behind the current request, on a path that is for workloads. */
@RequestScoped
public class CallingWorkload {

  private final SecurityIdentity identity;

  CallingWorkload(SecurityIdentity identity) {
    this.identity = identity;
  }

  /** The token's {@code sub}, for instance {@code system:serviceaccount:cloister:chat-service}. */
  public String subject() {
    return VerifiedToken.of(identity)
        .filter(token -> !token.issuer().isOfPeople())
        .map(VerifiedToken::subject)
        .orElseThrow(UnauthorizedException::new);
  }
}

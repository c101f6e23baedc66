package dev.cloister.edge.identity;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** The authenticated person behind the current request. */
@RequestScoped
public class Caller {

  private final SecurityIdentity identity;

  Caller(SecurityIdentity identity) {
    this.identity = identity;
  }

  /** The owner of whatever this request makes or reads. */
  public Subject subject() {
    return person().orElseThrow(UnauthorizedException::new);
  }

  /** The same where a person is known by now; workloads and strangers are none. */
  public Optional<Subject> person() {
    return token().flatMap(VerifiedToken::owner).map(Subject::new);
  }

  /** Whether the token's groups name its issuer's group of administrators, exactly. */
  public boolean isAdministrator() {
    return token().orElseThrow(UnauthorizedException::new).isAdministrators();
  }

  private Optional<VerifiedToken> token() {
    return VerifiedToken.of(identity).filter(token -> token.issuer().isOfPeople());
  }
}

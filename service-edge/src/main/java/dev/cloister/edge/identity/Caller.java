package dev.cloister.edge.identity;

import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The authenticated person behind the current request. */
@RequestScoped
public class Caller {

  private final JsonWebToken token;
  private final AdministratorGroup administrators;

  Caller(JsonWebToken token, AdministratorGroup administrators) {
    this.token = token;
    this.administrators = administrators;
  }

  /** The owner of whatever this request makes or reads. */
  public Subject subject() {
    return new Subject(token.getSubject());
  }

  /** Whether the token's groups name the configured group of administrators, exactly. */
  public boolean isAdministrator() {
    return administrators.admits(GroupClaims.of(token));
  }
}

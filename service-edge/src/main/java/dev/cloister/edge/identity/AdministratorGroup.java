package dev.cloister.edge.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/** The configured group whose members are administrators. Unset means nobody is. */
@ApplicationScoped
class AdministratorGroup {

  private final Optional<String> group;

  AdministratorGroup(IdentityConfig config) {
    this.group = config.adminGroup();
  }

  boolean admits(Set<String> groups) {
    return group.filter(groups::contains).isPresent();
  }
}

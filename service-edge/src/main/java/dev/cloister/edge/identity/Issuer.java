package dev.cloister.edge.identity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One whose tokens are accepted.
 *
 * @param tenant quarkus-oidc's name for it
 * @param name what its tokens say in {@code iss}
 * @param audience of which a token must name one
 * @param audienceClaim where it must name it
 * @param requiredClaims further claims that a token must have, with values that must be among
 *     theirs
 * @param algorithm the only one to sign with, or empty for any with a public key
 * @param paths beginnings of the paths that are for this issuer's tokens alone; empty for an issuer
 *     of people's tokens
 * @param realm whose people these are
 * @param clockSkew how far its clock may be from ours
 * @param keysFile where its keys are, or empty where they come by discovery
 * @param keysTokenFile where the token is that it gives its keys for, or empty where anybody gets
 *     them
 * @param keysReread how often that file is looked at
 * @param verifiedFor how long a verified token is not verified again
 * @param administrators the group of administrators among its people
 * @param groups where its tokens name groups
 */
record Issuer(
    String tenant,
    String name,
    Set<String> audience,
    String audienceClaim,
    Map<String, Set<String>> requiredClaims,
    Optional<String> algorithm,
    List<String> paths,
    Realm realm,
    Duration clockSkew,
    Optional<Path> keysFile,
    Optional<Path> keysTokenFile,
    Duration keysReread,
    Duration verifiedFor,
    Optional<String> administrators,
    GroupClaims groups) {

  /** The claim that every JWT library checks by itself. */
  static final String AUDIENCE = "aud";

  boolean isOfPeople() {
    return paths.isEmpty();
  }

  boolean isFor(String path) {
    return paths.stream().anyMatch(path::startsWith);
  }

  boolean namesAudienceElsewhere() {
    return !AUDIENCE.equals(audienceClaim);
  }
}

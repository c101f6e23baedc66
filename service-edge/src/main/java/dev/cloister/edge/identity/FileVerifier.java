package dev.cloister.edge.identity;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;

/** Verifies tokens with keys from a file, as quarkus-oidc does with keys from the issuer. */
record FileVerifier(Issuer issuer, KeyFile file) {

  /** Public keys alone: none, and no secret that could be a public key in disguise. */
  private static final AlgorithmConstraints ALGORITHMS =
      new AlgorithmConstraints(
          ConstraintType.PERMIT,
          AlgorithmIdentifiers.RSA_USING_SHA256,
          AlgorithmIdentifiers.RSA_USING_SHA384,
          AlgorithmIdentifiers.RSA_USING_SHA512,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
          AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
          AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
          AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512,
          AlgorithmIdentifiers.EDDSA);

  JwtClaims verify(String token) throws InvalidJwtException {
    var consumer =
        new JwtConsumerBuilder()
            .setVerificationKeyResolver(new JwksVerificationKeyResolver(file.keys()))
            .setJwsAlgorithmConstraints(
                issuer
                    .algorithm()
                    .map(one -> new AlgorithmConstraints(ConstraintType.PERMIT, one))
                    .orElse(ALGORITHMS))
            .setExpectedIssuer(issuer.name())
            .setRequireExpirationTime()
            .setRequireIssuedAt()
            .setRequireSubject()
            .setAllowedClockSkewInSeconds((int) issuer.clockSkew().toSeconds());
    if (issuer.namesAudienceElsewhere()) {
      consumer.setSkipDefaultAudienceValidation();
    } else {
      consumer.setExpectedAudience(issuer.audience().toArray(String[]::new));
    }
    return consumer.build().processToClaims(token);
  }
}

package dev.cloister.localcloud.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** A key pair that signs tokens. */
public record TestKey(PublicJsonWebKey pair, String algorithm) {

  /** For RS256. */
  public static TestKey rsa() {
    try {
      return named(RsaJwkGenerator.generateJwk(2048), AlgorithmIdentifiers.RSA_USING_SHA256);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For ES256. */
  public static TestKey ec() {
    try {
      return named(
          EcJwkGenerator.generateJwk(EllipticCurves.P256),
          AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestKey named(PublicJsonWebKey pair, String algorithm) {
    pair.setKeyId(UUID.randomUUID().toString());
    pair.setUse("sig");
    return new TestKey(pair, algorithm);
  }

  /** The public half as a JSON Web Key Set. */
  public String json() {
    return new JsonWebKeySet(pair).toJson(OutputControlLevel.PUBLIC_ONLY);
  }

  /** A token with those claims. */
  public String token(Map<String, Object> claims) {
    return sign(Map.of(), JsonUtil.toJson(claims));
  }

  /** A token with that payload. Header parameters replace ours; an empty one is left out. */
  String sign(Map<String, Object> header, String payload) {
    var signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(algorithm);
    var all = new LinkedHashMap<String, Object>(Map.of("typ", "JWT", "kid", pair.getKeyId()));
    all.putAll(header);
    all.values().removeIf(""::equals);
    all.forEach(signature.getHeaders()::setObjectHeaderValue);
    signature.setKey(pair.getPrivateKey());
    signature.setPayload(payload);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return algorithm + " " + pair.getKeyId();
  }
}

package dev.cloister.localcloud.issuer;

import dev.cloister.localcloud.OwnersFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Signs and verifies JWTs with RS256. The key is made once and kept in a file of the owner's. */
final class SigningKey {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final RSAPrivateCrtKey secret;
  private final RSAPublicKey open;
  private final String id;

  private SigningKey(RSAPrivateCrtKey secret) throws GeneralSecurityException {
    this.secret = secret;
    this.open =
        (RSAPublicKey)
            KeyFactory.getInstance("RSA")
                .generatePublic(
                    new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(open.getEncoded());
    this.id = BASE64.encodeToString(Arrays.copyOf(digest, 12));
  }

  /** The key of the file, which is created where it is missing: tokens outlive a restart. */
  static SigningKey keptIn(Path file) throws IOException, GeneralSecurityException {
    if (!Files.exists(file)) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      OwnersFile.write(file, generator.generateKeyPair().getPrivate().getEncoded());
    }
    PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(Files.readAllBytes(file));
    return new SigningKey(
        (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(encoded));
  }

  JsonObject publicKeys() {
    return new JsonObject()
        .put(
            "keys",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("kty", "RSA")
                        .put("use", "sig")
                        .put("alg", "RS256")
                        .put("kid", id)
                        .put("n", unsigned(open.getModulus()))
                        .put("e", unsigned(open.getPublicExponent()))));
  }

  String sign(JsonObject claims) {
    JsonObject header = new JsonObject().put("alg", "RS256").put("typ", "JWT").put("kid", id);
    String signed = part(header) + "." + part(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(secret);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The claims of a token of ours that has not expired. */
  JsonObject verify(String token) {
    String[] parts = token == null ? new String[0] : token.split("\\.", -1);
    if (parts.length != 3) {
      throw OAuthError.invalidGrant("the token is not a JWT");
    }
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(open);
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
        throw OAuthError.invalidGrant("the token's signature is not ours");
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw OAuthError.invalidGrant("the token's signature is not ours");
    }
    JsonObject claims =
        new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    if (claims.getLong("exp") <= Instant.now().getEpochSecond()) {
      throw OAuthError.invalidGrant("the token has expired");
    }
    return claims;
  }

  private static String part(JsonObject json) {
    return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  private static String unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return BASE64.encodeToString(
        bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }
}

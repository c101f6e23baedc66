package dev.cloister.acceptance;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's side of the secure remote password protocol as Cognito speaks it: SRP-6a over the
 * 3,072-bit group of RFC 5054, and a key by HKDF. The password never travels.
 */
final class SecureRemotePassword {

  private static final BigInteger PRIME =
      new BigInteger(
          """
          FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A0879
          8E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B
          0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA4836
          1C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804
          F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6
          955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64
          ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D226
          1AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2
          08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF
          """
              .replaceAll("\\s", ""),
          16);
  private static final BigInteger GENERATOR = BigInteger.TWO;
  private static final SecureRandom RANDOM = new SecureRandom();

  final BigInteger salt = new BigInteger(128, RANDOM);
  final BigInteger shownByServer;
  final byte[] secretBlock = new byte[32];
  private final String pool;
  private final String user;
  private final byte[] key;

  SecureRemotePassword(String pool, String user, String password, BigInteger shownByClient)
      throws GeneralSecurityException {
    this.pool = pool;
    this.user = user;
    RANDOM.nextBytes(secretBlock);
    byte[] identity = hash((pool + user + ":" + password).getBytes(StandardCharsets.UTF_8));
    BigInteger verifier = GENERATOR.modPow(new BigInteger(1, hash(bytes(salt), identity)), PRIME);
    var multiplier = new BigInteger(1, hash(bytes(PRIME), bytes(GENERATOR)));
    var secret = new BigInteger(256, RANDOM);
    this.shownByServer =
        multiplier.multiply(verifier).add(GENERATOR.modPow(secret, PRIME)).mod(PRIME);
    var scrambler = new BigInteger(1, hash(bytes(shownByClient), bytes(shownByServer)));
    BigInteger session =
        shownByClient.multiply(verifier.modPow(scrambler, PRIME)).modPow(secret, PRIME);
    byte[] extracted = mac(bytes(scrambler), bytes(session));
    byte[] expanded =
        mac(extracted, "Caldera Derived Key\u0001".getBytes(StandardCharsets.US_ASCII));
    this.key = Arrays.copyOf(expanded, 16);
  }

  /** Whether whoever signed knows the password. */
  boolean isSigned(String timestamp, String signature) throws GeneralSecurityException {
    byte[] expected =
        mac(
            key,
            (pool + user).getBytes(StandardCharsets.UTF_8),
            secretBlock,
            timestamp.getBytes(StandardCharsets.UTF_8));
    return MessageDigest.isEqual(expected, Base64.getDecoder().decode(signature));
  }

  /** With a leading zero where the first bit is set. */
  private static byte[] bytes(BigInteger number) {
    return number.toByteArray();
  }

  private static byte[] hash(byte[]... parts) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(joined(parts));
  }

  private static byte[] mac(byte[] key, byte[]... parts) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(joined(parts));
  }

  private static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}

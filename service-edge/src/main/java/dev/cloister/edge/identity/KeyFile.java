package dev.cloister.edge.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.Use;
import org.jose4j.lang.JoseException;

/**
 * An issuer's public keys in a file. What the file holds is taken when it can be read and has a
 * key; until then, and when a later one is broken or gone, the keys from before stay.
 */
final class KeyFile {

  private static final Logger LOG = Logger.getLogger(KeyFile.class);
  private static final long LARGEST = 1024 * 1024;
  private static final Set<String> KINDS = Set.of("RSA", "EC", "OKP");

  private final Path file;
  private byte[] known;
  private volatile List<JsonWebKey> keys = List.of();
  private volatile String trouble = "";

  KeyFile(Path file) {
    this.file = file;
  }

  /** The present keys, none as long as there was no good file. */
  List<JsonWebKey> keys() {
    return keys;
  }

  /** What is wrong with the file as it is now, or empty. */
  String trouble() {
    return trouble;
  }

  /**
   * Looks at the file. By what is in it: Kubernetes swaps a link somewhere above it, and a time of
   * change can stand still.
   */
  synchronized void reread() {
    try {
      byte[] content = read();
      if (!Arrays.equals(content, known)) {
        keys = parse(content);
        known = content;
        LOG.infof("%d keys from %s", keys.size(), file);
      }
      trouble = "";
    } catch (NoSuchFileException e) {
      say("the file does not exist");
    } catch (IOException e) {
      say("the file cannot be read");
    } catch (JoseException e) {
      say("the file is no JSON Web Key Set with a public key for signatures");
    }
  }

  private byte[] read() throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException("too large");
    }
    return Files.readAllBytes(file);
  }

  private static List<JsonWebKey> parse(byte[] content) throws JoseException {
    var all = new JsonWebKeySet(new String(content, StandardCharsets.UTF_8));
    var ours =
        all.getJsonWebKeys().stream()
            .filter(k -> KINDS.contains(k.getKeyType()))
            .filter(k -> k.getUse() == null || k.getUse().equals(Use.SIGNATURE))
            .toList();
    if (ours.isEmpty()) {
      throw new JoseException("no key");
    }
    return ours;
  }

  private void say(String what) {
    if (!what.equals(trouble)) {
      trouble = what;
      LOG.warnf(
          "%s: %s; %s",
          file, what, keys.isEmpty() ? "no token is accepted" : "the keys from before stay");
    }
  }
}

package dev.cloister.localcloud.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate of the name {@code localhost}, and of no address, that signs itself.
 *
 * @param folder where its files are
 * @param keys the certificate with its private key
 */
public record LocalhostCertificate(Path folder, KeyStore keys) {

  private static final String ALIAS = "localhost";
  private static final String STORE = "localhost.p12";
  private static final String SECRET = "changeit";

  /** Makes one, with the JDK's keytool, in a folder that is there. */
  public static LocalhostCertificate make(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve(STORE);
    Path said = folder.resolve("keytool.log");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                SECRET)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException(Files.readString(said));
    }
    KeyStore keys = KeyStore.getInstance(store.toFile(), SECRET.toCharArray());
    pem(folder.resolve("localhost.crt"), "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
    pem(
        folder.resolve("localhost.key"),
        "PRIVATE KEY",
        keys.getKey(ALIAS, SECRET.toCharArray()).getEncoded());
    return new LocalhostCertificate(folder, keys);
  }

  /** Its PEM file. */
  public Path certificate() {
    return folder.resolve("localhost.crt");
  }

  /** The PEM file of its private key. */
  public Path key() {
    return folder.resolve("localhost.key");
  }

  /** What has a JVM, or an executable, trust it and nobody else. */
  public List<String> trustedByJava() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + folder.resolve(STORE),
        "-Djavax.net.ssl.trustStorePassword=" + SECRET);
  }

  /** For a server that has it. */
  public SSLContext server() throws GeneralSecurityException {
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, SECRET.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void pem(Path file, String kind, byte[] content) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
  }
}

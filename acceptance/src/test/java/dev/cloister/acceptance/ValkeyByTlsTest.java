package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.acceptance.PreflightCommand.Outcome;
import dev.cloister.localcloud.testkit.LocalhostCertificate;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever is on the way to the stream store cannot be it. */
@Promise(13)
class ValkeyByTlsTest {

  private static Path work;
  private static LocalhostCertificate certificate;
  private static ValkeyServer valkey;

  @BeforeAll
  static void start() throws Exception {
    work = Files.createTempDirectory(RunningPlatform.target(), "tls-");
    certificate = LocalhostCertificate.make(work);
    valkey = ValkeyServer.start(certificate);
  }

  @AfterAll
  static void stop() {
    if (valkey != null) {
      valkey.close();
    }
  }

  @Test
  void aServerWithItsNameInACertificateThatIsTrustedIsTalkedTo() throws Exception {
    assertThat(preflight("localhost", trusted()).said()).contains("ok    stream store: it answers");
  }

  @Test
  void oneUnderAnotherNameIsNot() throws Exception {
    assertThat(preflight("127.0.0.1", trusted()).said()).contains("FAIL  stream store");
  }

  @Test
  void norIsOneWhoseCertificateNobodyVouchesFor() throws Exception {
    assertThat(preflight("localhost", Map.of()).said()).contains("FAIL  stream store");
  }

  /** A switch that lets any name pass is no more than any other of its kind. */
  @Test
  void thatNamesAreLookedAtCannotBeSwitchedOff() throws Exception {
    Outcome outcome =
        preflight("localhost", Map.of("QUARKUS_REDIS_TLS_HOSTNAME_VERIFICATION_ALGORITHM", "NONE"));
    assertThat(outcome.exit()).isNotZero();
    assertThat(outcome.said()).contains("trust-all").doesNotContain("it answers");
  }

  private static Outcome preflight(String host, Map<String, String> more) throws Exception {
    var variables = new HashMap<>(more);
    variables.put("CLOISTER_STREAMS_URL", "rediss://" + host + ":" + valkey.port());
    return new PreflightCommand(RunningPlatform.shared(), work)
        .run("chat-service", variables, "preflight");
  }

  private static Map<String, String> trusted() {
    return Map.of(
        "QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM",
        "true",
        "QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS",
        certificate.certificate().toString());
  }
}

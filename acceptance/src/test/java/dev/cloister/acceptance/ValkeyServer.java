package dev.cloister.acceptance;

import dev.cloister.localcloud.testkit.LocalhostCertificate;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The shared stream store: a Valkey or Redis server that keeps nothing on disk. */
public final class ValkeyServer implements AutoCloseable {

  private final int port;
  private final String password;
  private final LocalhostCertificate certificate;
  private Process process;

  private ValkeyServer(int port, String password, LocalhostCertificate certificate) {
    this.port = port;
    this.password = password;
    this.certificate = certificate;
  }

  /** Whether the machine has one. */
  static boolean isInstalled() {
    return program().isPresent();
  }

  /** Skips the test, and says so, where the machine has no such server. */
  public static ValkeyServer start() throws IOException, InterruptedException {
    return start("");
  }

  /** The same for those who know the password. */
  static ValkeyServer start(String password) throws IOException, InterruptedException {
    ValkeyServer server = new ValkeyServer(FreePorts.inARow(1), password, null);
    server.restart();
    return server;
  }

  /** The same for those who come by TLS. */
  static ValkeyServer start(LocalhostCertificate certificate)
      throws IOException, InterruptedException {
    ValkeyServer server = new ValkeyServer(FreePorts.inARow(1), "", certificate);
    server.restart();
    return server;
  }

  int port() {
    return port;
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Starts it again at the same port, with nothing of what it had. */
  void restart() throws IOException, InterruptedException {
    restart(password);
  }

  /** The same for those who know another password. */
  void restart(String other) throws IOException, InterruptedException {
    Optional<Path> program = program();
    Assumptions.assumeTrue(
        program.isPresent(), "no valkey-server or redis-server on the PATH: install one");
    Path folder = Files.createTempDirectory(RunningPlatform.target(), "valkey-");
    List<String> command =
        new ArrayList<>(List.of(program.get().toString(), "--bind", "127.0.0.1", "--save", ""));
    command.addAll(List.of("--appendonly", "no", "--dir", folder.toString()));
    command.addAll(List.of("--requirepass", other));
    command.addAll(certificate == null ? List.of("--port", "" + port) : byTls());
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
    while (!answers()) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new AssertionError(Files.readString(folder.resolve("output.log")));
      }
    }
  }

  private List<String> byTls() {
    return List.of(
        "--port",
        "0",
        "--tls-port",
        "" + port,
        "--tls-cert-file",
        certificate.certificate().toString(),
        "--tls-key-file",
        certificate.key().toString(),
        "--tls-auth-clients",
        "no");
  }

  private boolean answers() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Path> program() {
    return Stream.of("valkey-server", "redis-server")
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Ends at once and forgets everything. */
  void crash() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    crash();
  }
}

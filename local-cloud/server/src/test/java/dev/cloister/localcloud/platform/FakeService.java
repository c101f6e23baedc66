package dev.cloister.localcloud.platform;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Stands in for a service: says when it is ready, tells its environment, and dies on request. Its
 * jar is put where the launcher looks for the real one.
 */
public final class FakeService {

  private FakeService() {}

  public static void main(String... arguments) throws IOException {
    if (Files.exists(Path.of("broken"))) {
      System.out.println("no table, no service");
      System.exit(3);
    }
    HttpServer management = server("QUARKUS_MANAGEMENT_PORT");
    answer(management, "/q/health/ready", "UP");
    HttpServer http = server("QUARKUS_HTTP_PORT");
    answer(http, "/", System.getenv().toString());
    http.createContext("/die", exchange -> Runtime.getRuntime().halt(7));
    System.out.println("started");
  }

  private static HttpServer server(String port) throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(
                InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(System.getenv(port))),
            0);
    server.start();
    return server;
  }

  private static void answer(HttpServer server, String path, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
  }

  /** Puts a script that runs the jar where each native executable would be. */
  static void installExecutables(Path root) throws IOException {
    for (Service service : Service.values()) {
      String script =
          "#!/bin/sh\nexport FAKE_HEAP=\"$1\"\nexec '%s/bin/java' \"$1\" -jar '%s'\n"
              .formatted(System.getProperty("java.home"), service.jar(root));
      Path executable = Files.writeString(service.executable(root), script);
      Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Puts a jar of this class where each of the three services would be. */
  static void installAll(Path root) throws IOException {
    for (Service service : Service.values()) {
      Path jar = service.jar(root);
      Files.createDirectories(jar.getParent());
      Manifest manifest = new Manifest();
      manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
      manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
        String entry = FakeService.class.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(entry));
        FakeService.class.getClassLoader().getResourceAsStream(entry).transferTo(out);
      }
    }
  }
}

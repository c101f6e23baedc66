package dev.cloister.acceptance.bench.gateway;

import dev.cloister.acceptance.FreePorts;
import dev.cloister.acceptance.bench.Proc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What passes answers on without being ours. Each is there only where it is installed. */
final class Peers {

  private static final int PATIENCE_SECONDS = 60;

  /** How whoever speaks as OpenAI does says that all was said. */
  private static final String DONE = "data: [DONE]";

  private final Upstream upstream;
  private final Path work;

  Peers(Upstream upstream, Path work) {
    this.upstream = upstream;
    this.work = work;
  }

  /** Nobody: listeners at the stand-in itself. */
  Gateway direct() {
    String question = Gateway.post("/events", "", "{}");
    return new Gateway(
        "none", upstream.port(), List.of(), List.of(), () -> question, DONE, () -> {});
  }

  /** Octets through, nothing translated. */
  Optional<Gateway> nginx() throws Exception {
    return nginx("nginx", "");
  }

  /** The same, asking the stand-in by TLS. */
  Optional<Gateway> nginxByTls(Path trusted) throws Exception {
    return nginx(
        "nginx, TLS",
        """
        proxy_ssl_trusted_certificate %s;
              proxy_ssl_verify on;
              proxy_ssl_name localhost;
              proxy_ssl_protocols TLSv1.3;
        """
            .formatted(trusted)
            .strip());
  }

  private Optional<Gateway> nginx(String name, String more) throws Exception {
    if (!Installed.isOnPath("nginx")) {
      return missing("nginx", "nginx is not on PATH");
    }
    int port = FreePorts.inARow(1);
    Path folder = Files.createDirectories(work.resolve(name));
    Path conf = folder.resolve("nginx.conf");
    Files.writeString(
        conf,
        """
        daemon off;
        master_process off;
        pid nginx.pid;
        error_log stderr;
        events { worker_connections 20000; }
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          server {
            listen 127.0.0.1:%d backlog=4096;
            location / {
              proxy_pass %s/events;
              %s
              proxy_http_version 1.1;
              proxy_buffering off;
              proxy_read_timeout 1h;
            }
          }
        }
        """
            .formatted(port, upstream.url().replace("localhost", "127.0.0.1"), more));
    String question = Gateway.post("/", "", "{}");
    return Optional.of(
        started(
            name,
            port,
            question,
            DONE,
            Map.of(),
            List.of("nginx", "-p", folder.toString(), "-c", conf.toString())));
  }

  Optional<Gateway> portkey() throws Exception {
    Path server = Installed.PORTKEY.resolve("build/start-server.js");
    if (!Files.exists(server)) {
      return missing("Portkey", "npm could not install it");
    }
    int port = FreePorts.inARow(1);
    String headers =
        "x-portkey-provider: bedrock\r\nx-portkey-custom-host: http://127.0.0.1:"
            + upstream.port()
            + "\r\nx-portkey-aws-region: us-east-1\r\nx-portkey-aws-access-key-id: local\r\n"
            + "x-portkey-aws-secret-access-key: local\r\n";
    String body =
        "{\"model\":\""
            + Upstream.MODEL
            + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    return Optional.of(
        started(
            "Portkey",
            port,
            Gateway.post("/v1/chat/completions", headers, body),
            DONE,
            Map.of("NODE_ENV", "production"),
            List.of("node", server.toString(), "--headless", "--port=" + port)));
  }

  Optional<Gateway> springAi() throws Exception {
    Path jar = Installed.SPRING_AI;
    if (!Files.exists(jar)) {
      return missing("Spring AI", "Maven could not build it");
    }
    int port = FreePorts.inARow(1);
    return Optional.of(
        started(
            "Spring AI",
            port,
            Gateway.post("/chat", "", "Hello"),
            "", // What a Flux<String> is written as has no last event.
            Map.of(
                "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "http://127.0.0.1:" + upstream.port(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "BENCH_MODEL", Upstream.MODEL,
                "SERVER_ADDRESS", "127.0.0.1",
                "SERVER_PORT", String.valueOf(port)),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString())));
  }

  private Gateway started(
      String name,
      int port,
      String question,
      String end,
      Map<String, String> variables,
      List<String> command)
      throws Exception {
    Path log = work.resolve(name.replace(' ', '-') + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(variables);
    Process process = builder.start();
    awaitListening(name, process, port, log);
    return new Gateway(
        name,
        port,
        List.of(new Proc(process.pid())),
        List.of(),
        () -> question,
        end,
        () -> process.destroyForcibly().onExit().join());
  }

  private static void awaitListening(String name, Process process, int port, Path log)
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!isListening(port)) {
      if (process.waitFor(5, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IllegalStateException(name + " did not start; what it said is in " + log);
      }
    }
  }

  private static boolean isListening(int port) {
    try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Gateway> missing(String name, String why) {
    System.out.printf("%s is left out: %s.%n", name, why);
    return Optional.empty();
  }
}

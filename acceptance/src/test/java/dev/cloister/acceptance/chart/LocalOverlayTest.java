package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.localcloud.testkit.Tokens;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The local overlay's settings and variables at work: each of its pods is played by a process with
 * an address of its own, and the cluster's names by a hosts file.
 */
class LocalOverlayTest {

  private static final Duration PATIENCE = Duration.ofSeconds(240);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Addresses that no other run of this test on the machine has. */
  private static final String NETWORK =
      "127.%d.%d."
          .formatted(
              1 + ProcessHandle.current().pid() / 256 % 250, ProcessHandle.current().pid() % 256);

  private static final Map<String, String> ADDRESSES =
      Map.of(
          "local-cloud", NETWORK + "2",
          "chat-service", NETWORK + "3",
          "history-service", NETWORK + "4",
          "feedback-service", NETWORK + "5");

  @TempDir private Path folder;

  private final List<Process> pods = new ArrayList<>();

  @AfterEach
  void stop() {
    pods.forEach(Process::destroy);
    pods.forEach(pod -> pod.onExit().join());
  }

  @Test
  void itsPodsAnswer() throws Exception {
    assumeTrue(Kustomize.missing() == null, Kustomize.missing());
    assumeTrue(System.getProperty("os.name").equals("Linux"), "only Linux has all of 127.0.0.0/8");
    var overlay = Kustomize.build("overlays/local");
    Files.write(
        folder.resolve("hosts"),
        ADDRESSES.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());

    // A kubelet would start again what finds no local-cloud yet.
    start(overlay, "local-cloud");
    await().atMost(PATIENCE).ignoreExceptions().until(this::theCloudIsThere);
    start(overlay, "history-service");
    start(overlay, "feedback-service");
    start(overlay, "chat-service");
    await().atMost(PATIENCE).ignoreExceptions().untilAsserted(this::everyServiceIsReady);
    String token = new Tokens(at("local-cloud", 8086, "/cloister")).user("alice");
    UUID session = UUID.randomUUID();
    String answer =
        send(
                "chat-service",
                "/v1/chat/sessions/" + session + "/answers",
                token,
                "{\"text\":\"How is an answer resumed?\"}")
            .body();

    assertThat(answer).contains("event: started", "event: finished");
    assertThat(send("history-service", "/v1/sessions", token, null).body())
        .contains(session.toString());
    assertThat(send("feedback-service", "/v1/feedback", token, null).statusCode()).isEqualTo(200);
  }

  private boolean theCloudIsThere() throws Exception {
    URI issuer = at("local-cloud", 8086, "/cloister/.well-known/openid-configuration");
    return HTTP.send(HttpRequest.newBuilder(issuer).build(), BodyHandlers.discarding()).statusCode()
        == 200;
  }

  private void everyServiceIsReady() throws Exception {
    for (String service : List.of("chat-service", "history-service", "feedback-service")) {
      var ready = HttpRequest.newBuilder(at(service, 9000, "/q/health/ready")).build();
      HttpResponse<String> response = HTTP.send(ready, BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> send(String service, String path, String token, String body)
      throws Exception {
    var request =
        HttpRequest.newBuilder(at(service, 8080, path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json");
    if (body != null) {
      request.POST(BodyPublishers.ofString(body));
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static URI at(String pod, int port, String path) {
    return URI.create("http://" + ADDRESSES.get(pod) + ":" + port + path);
  }

  private void start(Manifests overlay, String name) throws IOException {
    JsonNode pod = overlay.one("Deployment", name).at("/spec/template/spec");
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.add("-Djdk.net.hosts.file=" + folder.resolve("hosts"));
    File output = folder.resolve(name + ".log").toFile();
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("AWS_"));
    if (name.equals("local-cloud")) {
      command.addAll(image());
      builder.directory(folder.resolve("work").toFile());
    } else {
      Path jar = Path.of("..", name, "target/quarkus-app/quarkus-run.jar").toAbsolutePath();
      command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
      command.addAll(List.of("-Xmx192m", "-jar", jar.toString()));
      builder.environment().putAll(environment(overlay, name, pod));
    }
    pod.at("/containers/0/args").forEach(argument -> command.add(here(argument.asText())));
    pods.add(builder.start());
  }

  /** The image's folder as links, and what it runs there after {@code java}. */
  private List<String> image() throws IOException {
    Path checkout = Kustomize.FOLDER.getParent();
    Path work = Files.createDirectory(folder.resolve("work"));
    String file =
        Files.readString(Kustomize.FOLDER.resolve("overlays/local/Containerfile"))
            .replace("\\\n", "");
    for (String line : file.lines().filter(l -> l.startsWith("COPY ")).toList()) {
      String[] words = line.split(" ");
      Path from = checkout.resolve(words[1]);
      Path to = words[2].equals(".") ? from.getFileName() : Path.of(words[2]);
      Files.createSymbolicLink(work.resolve(to), from);
    }
    List<String> run = new ArrayList<>();
    String entry = file.substring(file.indexOf("ENTRYPOINT ") + "ENTRYPOINT ".length());
    Chart.YAML.readTree(entry).forEach(word -> run.add(word.asText()));
    assertThat(run.removeFirst()).isEqualTo("java");
    return run;
  }

  /** What a pod has for itself, of this machine. */
  private String here(String argument) {
    return switch (argument) {
      case "0.0.0.0" -> ADDRESSES.get("local-cloud");
      case "/data" -> folder.resolve("data").toString();
      default -> argument;
    };
  }

  private Map<String, String> environment(Manifests overlay, String name, JsonNode pod)
      throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    for (JsonNode variable : pod.at("/containers/0/env")) {
      JsonNode secret = variable.at("/valueFrom/secretKeyRef");
      variables.put(
          variable.path("name").asText(),
          secret.isMissingNode()
              ? variable.path("value").asText()
              : secret(overlay, secret.path("name").asText(), secret.path("key").asText()));
    }
    String settings = pod.at("/volumes").findValue("configMap").path("name").asText();
    Path file = folder.resolve(name + ".properties");
    Files.writeString(
        file,
        overlay.one("ConfigMap", settings).at("/data").path("application.properties").asText());
    variables.put("QUARKUS_CONFIG_LOCATIONS", file.toString());
    // A pod has these ports at an address of its own; its Service has port 80.
    variables.put("QUARKUS_HTTP_HOST", ADDRESSES.get(name));
    variables.put("QUARKUS_MANAGEMENT_HOST", ADDRESSES.get(name));
    // A test machine that is busy is no store in trouble.
    variables.put("QUARKUS_DYNAMODB_API_CALL_TIMEOUT", "60s");
    variables.put("QUARKUS_DYNAMODB_API_CALL_ATTEMPT_TIMEOUT", "30s");
    if (name.equals("chat-service")) {
      variables.put("CLOISTER_HISTORY_URL", "http://history-service:8080");
    }
    return variables;
  }

  private static String secret(Manifests overlay, String name, String key) {
    return new String(
        Base64.getDecoder().decode(overlay.one("Secret", name).at("/data").path(key).asText()),
        StandardCharsets.UTF_8);
  }
}

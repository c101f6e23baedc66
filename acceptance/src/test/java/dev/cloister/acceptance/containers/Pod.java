package dev.cloister.acceptance.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One container of a Deployment.
 *
 * @param container as the chart renders it
 * @param management what its probes ask, at this machine's port
 */
record Pod(Podman podman, String name, JsonNode container, URI management)
    implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** Starts it and returns when its start-up and readiness probes pass. */
  static Pod start(Podman podman, String name, PodArguments arguments)
      throws IOException, InterruptedException {
    podman.run(arguments.run(name));
    Pod pod = new Pod(podman, name, arguments.container(), arguments.management());
    pod.awaitPassing("startupProbe");
    pod.awaitPassing("readinessProbe");
    assertThat(pod.passes("livenessProbe")).isTrue();
    return pod;
  }

  private void awaitPassing(String probe) {
    try {
      await().atMost(PATIENCE).ignoreExceptions().until(() -> passes(probe));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(name + ": no " + probe + "\n" + log(), e);
    }
  }

  /** Whether the kubelet would take its answer for a yes. */
  boolean passes(String probe) throws IOException, InterruptedException {
    JsonNode get = container.path(probe).path("httpGet");
    assertThat(get.path("port").asText()).isEqualTo("management");
    URI uri = management.resolve(get.path("path").asText());
    try (HttpClient http = HttpClient.newHttpClient()) {
      int status =
          http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
      return status >= 200 && status < 400;
    }
  }

  /** What the kernel says of its first process: a line of {@code /proc/<id>/status}. */
  String status(String key) throws IOException, InterruptedException {
    String id = podman.run("inspect", "--format", "{{.State.Pid}}", name);
    return Files.readAllLines(Path.of("/proc", id, "status")).stream()
        .filter(line -> line.startsWith(key + ":"))
        .map(line -> line.substring(key.length() + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  /** The first process's view of the file system, by way of this machine's. */
  Path root() throws IOException, InterruptedException {
    return Path.of("/proc", podman.run("inspect", "--format", "{{.State.Pid}}", name), "root");
  }

  String log() {
    try {
      return podman.run("logs", name);
    } catch (IOException e) {
      return e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /**
   * Asks it to go, after the pause that a pod has before it, and waits as long as its grace period;
   * returns how it ended.
   */
  int stop() throws IOException, InterruptedException {
    Thread.sleep(Duration.ofSeconds(container.at("/lifecycle/preStop/sleep/seconds").asInt()));
    podman.run("stop", name);
    return Integer.parseInt(podman.run("inspect", "--format", "{{.State.ExitCode}}", name));
  }

  @Override
  public void close() throws IOException {
    try {
      podman.run("rm", "--force", "--time", "0", "--ignore", name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

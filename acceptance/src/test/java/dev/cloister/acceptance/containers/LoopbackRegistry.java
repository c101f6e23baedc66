package dev.cloister.acceptance.containers;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloister.acceptance.FreePorts;
import dev.cloister.acceptance.RunningPlatform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A registry of images, on 127.0.0.1. */
final class LoopbackRegistry implements AutoCloseable {

  private static final String KINDS =
      "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json,"
          + " application/vnd.oci.image.index.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final Process process;

  private LoopbackRegistry(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  static LoopbackRegistry start() throws IOException {
    Path folder = Files.createTempDirectory(RunningPlatform.target(), "registry-");
    int port = FreePorts.inARow(1);
    Path configuration =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            version: 0.1
            log: {level: error, accesslog: {disabled: true}}
            storage: {filesystem: {rootdirectory: '%s'}}
            http: {addr: '127.0.0.1:%d', secret: only-on-loopback}
            """
                .formatted(folder.resolve("images"), port));
    Process process =
        new ProcessBuilder("docker-registry", "serve", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
    LoopbackRegistry registry = new LoopbackRegistry(port, process);
    await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> registry.answers());
    return registry;
  }

  private boolean answers() throws IOException, InterruptedException {
    return get("/v2/").statusCode() == 200;
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** The digest by which an image is called. */
  String digest(String image, String tag) throws IOException, InterruptedException {
    return get("/v2/" + image + "/manifests/" + tag)
        .headers()
        .firstValue("Docker-Content-Digest")
        .orElseThrow();
  }

  /** What the image says of itself: user, labels, command, layers. */
  JsonNode configuration(String image, String tag) throws IOException, InterruptedException {
    String blob = manifest(image, tag).at("/config/digest").asText();
    return JSON.readTree(get("/v2/" + image + "/blobs/" + blob).body());
  }

  /** Its layers, compressed as they are, and what it says of itself, in bytes. */
  long size(String image, String tag) throws IOException, InterruptedException {
    return manifest(image, tag).findValues("size").stream().mapToLong(JsonNode::asLong).sum();
  }

  private JsonNode manifest(String image, String tag) throws IOException, InterruptedException {
    return JSON.readTree(get("/v2/" + image + "/manifests/" + tag).body());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://" + address() + path);
    return http.send(
        HttpRequest.newBuilder(uri).header("Accept", KINDS).build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    http.close();
  }
}

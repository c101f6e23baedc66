package dev.cloister.acceptance.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.cloister.acceptance.Packaged;
import dev.cloister.acceptance.RunningPlatform;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The image of the local cloud that the overlay for a local cluster names. */
@Tag("containers")
class LocalCloudImageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String BASE = "localhost/cloister-test-java";
  private static final String IMAGE = "localhost/cloister-test-local-cloud";

  @Timeout(600)
  @Test
  void itStartsWithNothingOfItsOwnToWriteTo() throws Exception {
    assumeFalse(Packaged.natively(), "It is jars in every form.");
    Podman podman = Podman.configured();
    Command.skip("No image is run", podman.whyNot());
    Path data = Files.createTempDirectory(RunningPlatform.target(), "local-cloud-");
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
    String name = "cloister-test-" + data.getFileName();
    RootFolder.ofJava().importInto(podman, BASE, "PATH=/opt/java/bin");
    podman.run(
        "build",
        "--quiet",
        "--file",
        RunningPlatform.CHECKOUT.resolve("k8s/overlays/local/Containerfile").toString(),
        "--build-arg",
        "BASE=" + BASE,
        "--tag",
        IMAGE,
        RunningPlatform.CHECKOUT.toString());
    try {
      podman.run(
          "run",
          "--detach",
          "--name",
          name,
          "--network",
          "host",
          "--memory",
          "512m",
          "--read-only",
          "--cap-drop",
          "all",
          "--volume",
          data + ":/data",
          IMAGE,
          "up",
          "--only-cloud",
          "--ports",
          "auto",
          "--data",
          "/data/kept",
          "--endpoints",
          "/data/endpoints");
      await().atMost(PATIENCE).until(() -> Files.exists(data.resolve("endpoints")));
      var endpoints = new Properties();
      try (var said = Files.newBufferedReader(data.resolve("endpoints"))) {
        endpoints.load(said);
      }
      URI issuer = URI.create(endpoints.getProperty("issuer"));
      try (HttpClient http = HttpClient.newHttpClient()) {
        var question =
            HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                .build();
        await()
            .atMost(PATIENCE)
            .ignoreExceptions()
            .untilAsserted(
                () ->
                    assertThat(http.send(question, BodyHandlers.ofString()).body())
                        .contains("\"issuer\""));
      }
      String user = podman.run("inspect", "--format", "{{.Config.User}}", name);
      assertThat(user).isEqualTo("10001:10001");
    } finally {
      podman.run("rm", "--force", "--time", "0", "--ignore", name);
      podman.run("rmi", "--force", "--ignore", IMAGE, BASE);
    }
  }
}

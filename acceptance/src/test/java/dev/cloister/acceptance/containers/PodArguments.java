package dev.cloister.acceptance.containers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.acceptance.RunningPlatform;
import dev.cloister.acceptance.chart.Manifests;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The pod of a Deployment or a Job in podman's words. What has no word for it is an error, so that
 * nothing of the chart is left out in silence; all pods share this machine's network, so each is
 * told its ports.
 *
 * @param owner the name of the Deployment or Job
 */
record PodArguments(Release release, String kind, String owner, URI http, URI management) {

  private static final String PORT = "QUARKUS_%s_PORT=%d";

  private JsonNode spec() {
    return release.objects().one(kind, owner).at("/spec/template/spec");
  }

  JsonNode container() {
    return spec().at("/containers/0");
  }

  /** A Job's container is waited for and leaves nothing. */
  List<String> run(String name) throws IOException {
    var run =
        new ArrayList<>(List.of("run", "--replace", "--tls-verify=false", "--network", "host"));
    run.add(kind.equals("Job") ? "--rm" : "--detach");
    run.addAll(List.of("--name", name));
    security(run);
    if (spec().has("terminationGracePeriodSeconds")) {
      run.addAll(List.of("--stop-timeout", spec().path("terminationGracePeriodSeconds").asText()));
    }
    String memory = container().at("/resources/limits/memory").asText().replace("Mi", "m");
    run.addAll(List.of("--memory", memory, "--memory-swap", memory));
    environment(run);
    volumes(run);
    run.add(container().path("image").asText());
    container().path("args").forEach(argument -> run.add(argument.asText()));
    return run;
  }

  private void security(List<String> run) {
    Map<String, String> user = new HashMap<>();
    for (var field : spec().path("securityContext").properties()) {
      String value = field.getValue().asText();
      switch (field.getKey()) {
        case "runAsNonRoot" -> {}
        case "runAsUser", "runAsGroup" -> user.put(field.getKey(), value);
        case "fsGroup" -> run.addAll(List.of("--group-add", value));
        case "seccompProfile" -> requireEqual(field.getValue().path("type"), "RuntimeDefault");
        default -> throw new AssertionError("podman is not told of " + field.getKey());
      }
    }
    run.addAll(List.of("--user", user.get("runAsUser") + ":" + user.get("runAsGroup")));
    for (var field : container().path("securityContext").properties()) {
      switch (field.getKey()) {
        case "allowPrivilegeEscalation" -> run.add("--security-opt=no-new-privileges");
        case "readOnlyRootFilesystem" ->
            run.addAll(List.of("--read-only", "--read-only-tmpfs=false"));
        case "capabilities" -> {
          requireEqual(field.getValue().at("/drop/0"), "ALL");
          run.add("--cap-drop=all");
        }
        default -> throw new AssertionError("podman is not told of " + field.getKey());
      }
    }
  }

  private static void requireEqual(JsonNode actual, String expected) {
    if (!actual.asText().equals(expected)) {
      throw new AssertionError(actual + " is not " + expected);
    }
  }

  private void environment(List<String> run) {
    for (JsonNode variable : container().path("env")) {
      String value =
          variable.has("value")
              ? variable.path("value").asText()
              : secret(variable.at("/valueFrom/secretKeyRef"));
      run.addAll(List.of("--env", variable.path("name").asText() + "=" + value));
    }
    for (String part : List.of("HTTP", "MANAGEMENT")) {
      int port = (part.equals("HTTP") ? http : management).getPort();
      run.addAll(List.of("--env", PORT.formatted(part, port)));
      run.addAll(List.of("--env", "QUARKUS_" + part + "_HOST=127.0.0.1"));
    }
  }

  private String secret(JsonNode reference) {
    JsonNode secret = release.objects().one("Secret", reference.path("name").asText());
    String key = reference.path("key").asText();
    JsonNode plain = secret.path("stringData").path(key);
    return plain.isMissingNode()
        ? new String(
            Base64.getDecoder().decode(secret.path("data").path(key).asText()),
            StandardCharsets.UTF_8)
        : plain.asText();
  }

  private void volumes(List<String> run) throws IOException {
    for (JsonNode mount : container().path("volumeMounts")) {
      String path = mount.path("mountPath").asText();
      JsonNode volume =
          Manifests.stream(spec().path("volumes"))
              .filter(v -> v.path("name").equals(mount.path("name")))
              .findFirst()
              .orElseThrow();
      if (volume.has("configMap")) {
        run.addAll(
            List.of(
                "--volume", configMap(volume.at("/configMap/name").asText()) + ":" + path + ":ro"));
      } else if (volume.has("projected")) {
        requireEqual(
            volume.at("/projected/sources/0/serviceAccountToken/audience"), "history-service");
        run.addAll(List.of("--volume", token(volume) + ":" + path + ":ro"));
      } else if (volume.has("emptyDir")) {
        String size = volume.at("/emptyDir/sizeLimit").asText().replace("Mi", "m");
        run.addAll(List.of("--tmpfs", path + ":rw,mode=1777,size=" + size));
      } else {
        throw new AssertionError("podman is not told of " + volume);
      }
    }
  }

  private Path configMap(String name) throws IOException {
    Path folder = folder();
    for (var file : release.objects().one("ConfigMap", name).path("data").properties()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue().asText());
    }
    return folder;
  }

  private Path token(JsonNode volume) throws IOException {
    Path folder = folder();
    String file = volume.at("/projected/sources/0/serviceAccountToken/path").asText();
    Files.writeString(folder.resolve(file), release.token());
    return folder;
  }

  /** Readable to whoever runs in the container, as the kubelet's are. */
  private static Path folder() throws IOException {
    Path folder = Files.createDirectories(RunningPlatform.target().resolve("mounts"));
    Path own = Files.createTempDirectory(folder, "volume-");
    own.toFile().setReadable(true, false);
    own.toFile().setExecutable(true, false);
    return own;
  }
}

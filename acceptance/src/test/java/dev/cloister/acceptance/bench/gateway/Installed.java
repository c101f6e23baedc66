package dev.cloister.acceptance.bench.gateway;

import dev.cloister.acceptance.RunningPlatform;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** What {@code ./cloister bench} has installed to be measured beside, and in which versions. */
final class Installed {

  private static final Path FOLDER = RunningPlatform.CHECKOUT.resolve(".cloister/bench");

  static final Path PORTKEY = FOLDER.resolve("portkey/node_modules/@portkey-ai/gateway");
  static final Path SPRING_AI = FOLDER.resolve("spring-ai/target/gateway.jar");

  private Installed() {}

  /** Each that is there, with its version, as its own files or itself say it. */
  static List<String> versions() throws IOException {
    var versions = new ArrayList<String>();
    if (isOnPath("nginx")) {
      versions.add("nginx " + nginx());
    }
    Path manifest = PORTKEY.resolve("package.json");
    if (Files.exists(manifest)) {
      versions.add("Portkey " + new JsonObject(Files.readString(manifest)).getString("version"));
    }
    if (Files.exists(SPRING_AI)) {
      try (var jar = new JarFile(SPRING_AI.toFile())) {
        versions.add(
            "Spring AI %s on Spring Boot %s"
                .formatted(
                    library(jar, "spring-ai-bedrock-converse"), library(jar, "spring-boot")));
      }
    }
    return versions;
  }

  static boolean isOnPath(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .map(folder -> Path.of(folder, program))
        .anyMatch(Files::isExecutable);
  }

  /**
   * It says {@code nginx version: nginx/1.26.3}, and what it is packaged for, on standard error.
   */
  private static String nginx() throws IOException {
    Process process = new ProcessBuilder("nginx", "-v").redirectErrorStream(true).start();
    try (var said = process.inputReader()) {
      return said.readLine().replaceFirst(".*/", "").replaceFirst(" .*", "");
    }
  }

  private static String library(JarFile jar, String name) {
    var file = Pattern.compile("BOOT-INF/lib/" + name + "-([0-9].*)\\.jar");
    return jar.stream()
        .map(entry -> file.matcher(entry.getName()))
        .filter(matcher -> matcher.matches())
        .map(matcher -> matcher.group(1))
        .findFirst()
        .orElseThrow();
  }
}

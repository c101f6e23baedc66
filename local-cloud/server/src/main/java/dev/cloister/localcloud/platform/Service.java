package dev.cloister.localcloud.platform;

import dev.cloister.localcloud.StartupFailure;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The three services, in the order in which they are started. */
enum Service {
  HISTORY(Part.HISTORY, Part.HISTORY_MANAGEMENT),
  FEEDBACK(Part.FEEDBACK, Part.FEEDBACK_MANAGEMENT),
  CHAT(Part.CHAT, Part.CHAT_MANAGEMENT);

  final Part http;
  final Part management;

  Service(Part http, Part management) {
    this.http = http;
    this.management = management;
  }

  /** Name of the module and of the rules of the origin. */
  String label() {
    return http.label;
  }

  /** The packaged application. */
  Path jar(Path root) {
    return root.resolve(label()).resolve("target/quarkus-app/quarkus-run.jar");
  }

  /** The packaged application as a native executable. */
  Path executable(Path root) {
    return root.resolve(label()).resolve("target").resolve(label() + "-runner");
  }

  /** By its full name or the first word of it. */
  static Service named(String name) {
    return Arrays.stream(values())
        .filter(s -> s.label().equals(name) || s.label().equals(name + "-service"))
        .findFirst()
        .orElseThrow(
            () ->
                new StartupFailure(
                    "There is no service "
                        + name
                        + "; there are "
                        + Arrays.stream(values())
                            .map(Service::label)
                            .collect(Collectors.joining(", "))
                        + "."));
  }
}

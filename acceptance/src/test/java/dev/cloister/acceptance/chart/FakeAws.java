package dev.cloister.acceptance.chart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Stands in for the AWS command line: writes down how it is called and answers what it was told to,
 * as AWS's own JSON.
 *
 * @param folder where it is, with its notes
 */
record FakeAws(Path folder) {

  private static final Pattern LOOKS = Pattern.compile("[a-z0-9]+ (list|get|describe)-.*");

  /** What a script did: its exit code, what it printed and what it said besides. */
  record Run(int code, String out, String said) {}

  static FakeAws in(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("answers"));
    var fake = new FakeAws(folder);
    fake.program(
        "aws",
        """
        #!/bin/sh
        cd "$(dirname "$0")"
        echo "$*" >>calls
        call="answers/$1.$2"
        echo >>"$call.count"
        number=$(wc -l <"$call.count" | tr -d ' ')
        for argument; do
          case $argument in file://*) cat "${argument#file://}" >>files ;; esac
        done
        for answer in "$call.$number" "$call"; do
          if [ -f "$answer.error" ]; then
            cat "$answer.error" >&2
            exit 254
          fi
          if [ -f "$answer" ]; then
            cat "$answer"
            exit
          fi
        done
        """);
    return fake;
  }

  void program(String name, String script) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /**
   * Answers every such call, as {@code iam get-role}; of several the first, the second and so on.
   */
  FakeAws answers(String call, String... json) throws IOException {
    for (int number = 1; number <= json.length; number++) {
      String place = number == json.length ? "" : "." + number;
      Files.writeString(answer(call, place), json[number - 1]);
    }
    return this;
  }

  /** Whose credentials it has. */
  FakeAws isOf(String account) throws IOException {
    return answers(
        "sts get-caller-identity",
        "{\"Account\":\"%1$s\",\"Arn\":\"arn:aws:iam::%1$s:role/platform\"}".formatted(account));
  }

  FakeAws refuses(String call, String error) throws IOException {
    Files.writeString(answer(call, ".error"), "An error occurred (" + error + ")");
    return this;
  }

  private Path answer(String call, String place) {
    return folder.resolve("answers").resolve(call.replace(' ', '.') + place);
  }

  Run run(String script, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(Kustomize.FOLDER.resolve(script).toString()));
    command.addAll(List.of(arguments));
    Path said = Files.createTempFile(folder, "said", ".txt");
    var builder = new ProcessBuilder(command).redirectError(said.toFile());
    builder.environment().merge("PATH", folder.toString(), (old, own) -> own + ":" + old);
    builder.environment().put("CLOISTER_PAUSE", "0");
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out.strip(), Files.readString(said));
  }

  /** All calls, each as it was typed. */
  List<String> calls() throws IOException {
    Path calls = folder.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  /** The calls that change something, by their first two words. */
  List<String> changes() throws IOException {
    return calls().stream()
        .filter(call -> !LOOKS.matcher(call).matches())
        .map(call -> String.join(" ", List.of(call.split(" ")).subList(0, 2)))
        .toList();
  }

  String files() throws IOException {
    return Files.readString(folder.resolve("files"));
  }
}

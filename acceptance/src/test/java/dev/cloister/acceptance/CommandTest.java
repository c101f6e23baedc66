package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./cloister} makes of what Maven did, in a checkout whose jars are built. */
class CommandTest {

  private static final List<String> MODULES =
      List.of(
          "service-edge",
          "build-order/runtime",
          "build-order/deployment",
          "local-cloud/testkit",
          "local-cloud/bedrock",
          "local-cloud/server",
          "local-cloud/dev-service/runtime",
          "local-cloud/dev-service/deployment",
          "history-service",
          "feedback-service",
          "chat-service");

  private static final Pattern NATIVE_BUILD = Pattern.compile("package -Pnative -pl (\\S+)");
  private static final Pattern FLOOR_BUILD = Pattern.compile("-f acceptance/src/bench/(\\S+)");

  @TempDir private Path folder;
  private Path checkout;

  @BeforeEach
  void aBuiltCheckout() throws IOException {
    checkout = Files.createDirectory(folder.resolve("checkout"));
    Files.copy(RunningPlatform.CHECKOUT.resolve("cloister"), checkout.resolve("cloister"));
    for (String module : MODULES) {
      Files.createDirectories(checkout.resolve(module).resolve("src"));
      Files.createDirectories(checkout.resolve(module).resolve("target"));
      Files.createFile(checkout.resolve(module).resolve("target/.built"));
    }
    Path jdk = folder.resolve("jdk");
    for (String program : List.of("java", "javac", "native-image")) {
      script(jdk.resolve("bin").resolve(program), "");
    }
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    script(
        folder.resolve("bin/mvn"),
        """
        if [ "$1" = -v ]; then
          echo "Apache Maven 3.9.9"
          exit
        fi
        echo "$@" >>"%s"
        mkdir -p chat-service/target/surefire-reports
        cp "%s" chat-service/target/surefire-reports/TEST-one.xml
        service=$(echo "$@" | sed -n 's/.*package -Pnative -pl \\([^ ]*\\).*/\\1/p')
        [ -n "$service" ] || exit 0
        if [ -e "$service/broken" ]; then
          echo "[ERROR] $service is broken"
          exit 1
        fi
        echo built >"$service/target/$service-runner"
        chmod +x "$service/target/$service-runner"
        """
            .formatted(folder.resolve("calls"), folder.resolve("report.xml")));
    reported("<testsuite tests=\"3\" errors=\"0\" failures=\"0\"/>");
    script(folder.resolve("bin/cc"), "");
    script(folder.resolve("bin/node"), "echo v20.0.0");
  }

  @Test
  void whoAsksHowWaitsForNoBuild() throws Exception {
    Files.delete(checkout.resolve("chat-service/target/.built"));

    assertThat(run("up", "--help")).isZero();

    assertThat(folder.resolve("said")).content().contains("--start-again");
    assertThat(folder.resolve("calls")).doesNotExist();
  }

  @Test
  void eachExecutableIsBuiltOnceAndAgainWhenItsServiceChanges() throws Exception {
    assertThat(built())
        .containsExactlyInAnyOrder("history-service", "feedback-service", "chat-service");
    assertThat(built()).isEmpty();
    Path source = Files.createFile(checkout.resolve("feedback-service/src/main.txt"));
    Files.setLastModifiedTime(source, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
    Files.setLastModifiedTime(
        checkout.resolve("feedback-service/target/.built"),
        FileTime.fromMillis(System.currentTimeMillis() + 90_000));
    assertThat(built()).containsExactly("feedback-service");
  }

  @Test
  void quickOnesAreBuiltAgainWhereFullOnesAreAskedFor() throws Exception {
    assertThat(built("native", "--quick")).hasSize(3);
    assertThat(built("native", "--quick")).isEmpty();
    assertThat(built("up", "--native")).isEmpty();
    assertThat(built("test", "--native", "--quick", "-Dtest=OneIT")).isEmpty();
    listed();
    assertThat(built(image(List.of("--native", "--quick")))).isEmpty();
    assertThat(run(image(List.of("--quick")))).isEqualTo(1);
    assertThat(run("test", "--native", "--quick", "-Dtest=OneTest")).isZero();
    assertThat(Files.readString(folder.resolve("calls"))).contains("-Dcloister.native.quick=true ");
    assertThat(built("test", "--native", "-Dtest=OneIT")).hasSize(3);
  }

  @Test
  void theOneThatIsNotBuiltIsNamedAndTheOthersAreKept() throws Exception {
    Path broken = Files.createFile(checkout.resolve("feedback-service/broken"));

    assertThat(run("native")).isEqualTo(1);

    assertThat(said())
        .contains("[ERROR] feedback-service is broken", "The native build of feedback-service")
        .containsPattern("history-service +\\d+ MiB, built in");
    Files.delete(broken);
    assertThat(built()).contains("feedback-service").doesNotContain("history-service");
  }

  @Test
  void fullOnesWillDoWhereQuickOnesAreAskedFor() throws Exception {
    assertThat(built("native")).hasSize(3);
    assertThat(built("native", "--quick")).isEmpty();
  }

  @Test
  void aBenchThatHasToBuildExecutablesAndCannotSaysSoFirst() throws Exception {
    Files.delete(folder.resolve("jdk/bin/native-image"));
    Files.delete(checkout.resolve("chat-service/target/.built"));

    assertThat(run("bench", "--only", "stores")).isEqualTo(1);

    assertThat(said()).startsWith("Native executables need a GraalVM");
    assertThat(folder.resolve("calls")).doesNotExist();
  }

  @Test
  void aBenchBuildsTheBareExecutablesOnlyForTheSectionThatMeasuresThem() throws Exception {
    benched();

    assertThat(floor("--only", "stores")).isEmpty();
    assertThat(floor("--only", "footprint")).containsExactly("bare-rest", "bare-extensions");
    assertThat(floor("--only", "footprint")).isEmpty();
  }

  @Test
  void aPeerOfAnotherVersionIsReplaced() throws Exception {
    benched();

    assertThat(run("bench", "--jvm")).as(said()).isZero();
    assertThat(said()).contains("installing        Portkey");
    Path manifest =
        checkout.resolve(".cloister/bench/portkey/node_modules/@portkey-ai/gateway/package.json");
    Files.createDirectories(manifest.getParent());
    Files.writeString(manifest, "  \"version\": \"" + portkey() + "\",\n");
    assertThat(run("bench", "--jvm")).as(said()).isZero();
    assertThat(said()).doesNotContain("Portkey");
    Files.writeString(manifest, "  \"version\": \"1.0.0\",\n");
    assertThat(run("bench", "--jvm")).as(said()).isZero();
    assertThat(said()).contains("installing        Portkey " + portkey());
  }

  @Test
  void anAttackThatEverythingHeldEndsWell() throws Exception {
    assertThat(run("attack")).isZero();
  }

  @Test
  void anAttackWithATestThatFailedDoesNot() throws Exception {
    reported("<testsuite tests=\"3\" errors=\"1\" failures=\"0\"/>");
    assertThat(run("attack")).isEqualTo(1);
    assertThat(said()).contains("A promise broke, or was not attacked", "TEST-one.xml");
  }

  @Test
  void imagesAreLoadedIntoWhatRunsHere() throws Exception {
    listed();
    script(folder.resolve("bin/docker"), "exit 1"); // A client without its engine.
    script(folder.resolve("bin/podman"), "");
    assertThat(run("image")).as(said()).isZero();
    assertThat(Files.readString(folder.resolve("calls")))
        .contains("-Dquarkus.jib.docker-executable-name=" + folder.resolve("bin/podman"));
  }

  @Test
  void whereNothingRunsImagesNeedARegistry() throws Exception {
    listed();
    script(folder.resolve("bin/docker"), "exit 1");
    script(folder.resolve("bin/podman"), "exit 1");
    assertThat(run("image")).isEqualTo(1);
    assertThat(said()).contains("Without --registry HOST/PATH", "neither answers");
  }

  /** Labels count in the digest, so they are the same in every clone of a commit. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://somebody:secret@git.corp.example/platform/cloister.git",
        "https://git.corp.example/platform/cloister",
        "git@git.corp.example:platform/cloister.git",
        "ssh://git@git.corp.example:2222/platform/cloister.git"
      })
  void imagesSayWhereTheyAreFrom(String origin) throws Exception {
    listed();
    Files.copy(RunningPlatform.CHECKOUT.resolve(".gitignore"), checkout.resolve(".gitignore"));
    git("init", "--quiet");
    git("add", ".");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--message", "all");
    git("remote", "add", "origin", origin);
    Files.writeString(checkout.resolve("my-values.yaml"), "mine");

    assertThat(run(image(List.of()))).as(said()).isZero();
    assertThat(Files.readString(folder.resolve("calls")))
        .contains("-Dimage.source=https://git.corp.example/platform/cloister ")
        .containsPattern("-Dimage.revision=[0-9a-f]{40} ");

    Files.writeString(folder.resolve("calls"), "");
    Files.writeString(checkout.resolve("history-service/src/New.java"), "");
    assertThat(run(image(List.of()))).as(said()).isZero();
    assertThat(Files.readString(folder.resolve("calls")))
        .containsPattern("-Dimage.revision=[0-9a-f]{40}-changed ");
  }

  private void git(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("git", "-C", checkout.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** What a bench needs of a checkout. */
  private void benched() throws IOException {
    for (String bare : List.of("bare-rest", "bare-extensions")) {
      Files.createDirectories(checkout.resolve("acceptance/src/bench").resolve(bare + "/target"));
    }
    Files.createDirectories(checkout.resolve("acceptance/src/bench/spring-ai"));
    Files.createDirectories(checkout.resolve("acceptance/target"));
    Files.createFile(checkout.resolve("acceptance/target/bench.classpath"));
    script(folder.resolve("bin/npm"), "");
  }

  /** Has a bench made; what of its floor was built. */
  private List<String> floor(String... options) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("calls"), "");
    var command = new ArrayList<>(List.of("bench"));
    command.addAll(List.of(options));
    assertThat(run(command.toArray(String[]::new))).as(said()).isZero();
    return FLOOR_BUILD
        .matcher(Files.readString(folder.resolve("calls")))
        .results()
        .map(call -> call.group(1))
        .toList();
  }

  /** The version that the command names. */
  private String portkey() throws IOException {
    var version = Pattern.compile("^portkey=(.+)$", Pattern.MULTILINE);
    var named = version.matcher(Files.readString(checkout.resolve("cloister")));
    assertThat(named.find()).isTrue();
    return named.group(1);
  }

  /** Jib would take amd64 everywhere, and put an executable for arm64 into such an image. */
  @ParameterizedTest
  @CsvSource({"x86_64, linux/amd64", "aarch64, linux/arm64", "arm64, linux/arm64"})
  void imagesAreForThePlatformOfTheMachine(String machine, String platform) throws Exception {
    listed();
    script(folder.resolve("bin/uname"), "echo " + machine);
    for (List<String> form : List.of(List.<String>of(), List.of("--native"))) {
      Files.writeString(folder.resolve("calls"), "");
      assertThat(run(image(form))).as(said()).isZero();
      assertThat(Files.readString(folder.resolve("calls")))
          .contains("-Dquarkus.jib.platforms=" + platform + " ");
    }
  }

  @Test
  void imagesAreForBothPlatformsWhereThatIsSaid() throws Exception {
    listed();
    String both = "linux/amd64,linux/arm64";
    assertThat(run(image(List.of("--platforms", both)))).as(said()).isZero();
    assertThat(Files.readString(folder.resolve("calls")))
        .contains("-Dquarkus.jib.platforms=" + both + " ");
    assertThat(run(image(List.of("--native", "--platforms", both)))).isEqualTo(1);
    assertThat(said()).contains("--platforms is not for --native");
    assertThat(run("image", "--platforms", both)).isEqualTo(1);
    assertThat(said()).contains("--platforms needs --registry");
  }

  private static String[] image(List<String> more) {
    return Stream.concat(Stream.of("image", "--registry", "registry.example/it"), more.stream())
        .toArray(String[]::new);
  }

  /** What images are made of is known. */
  private void listed() throws IOException {
    for (String service : List.of("history-service", "feedback-service", "chat-service")) {
      Files.createFile(checkout.resolve(service).resolve("target/bom.json"));
    }
    Files.createDirectories(checkout.resolve("chat-service/src/main/webui"));
    script(folder.resolve("bin/npm"), "");
  }

  private void reported(String suite) throws IOException {
    Files.writeString(folder.resolve("report.xml"), suite);
  }

  /** Has executables built; the services whose ones were. */
  private List<String> built() throws IOException, InterruptedException {
    return built("native");
  }

  /** Runs a command; the services whose executables it has built. */
  private List<String> built(String... command) throws IOException, InterruptedException {
    Path calls = folder.resolve("calls");
    Files.writeString(calls, "");
    assertThat(run(command)).as(said()).isZero();
    return NATIVE_BUILD
        .matcher(Files.readString(calls))
        .results()
        .map(call -> call.group(1))
        .toList();
  }

  private String said() throws IOException {
    Path said = folder.resolve("said");
    return Files.exists(said) ? Files.readString(said) : "";
  }

  /** Runs the command; its exit status. */
  private int run(String... command) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("sh", checkout.resolve("cloister").toString()));
    words.addAll(List.of(command));
    var builder = new ProcessBuilder(words);
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("GRAALVM_HOME", folder.resolve("jdk").toString());
    builder.environment().put("CLOISTER_MVN", folder.resolve("bin/mvn").toString());
    builder.environment().merge("PATH", "", (path, none) -> folder.resolve("bin") + ":" + path);
    Process process =
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static void script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}

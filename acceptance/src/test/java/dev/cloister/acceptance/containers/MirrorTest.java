package dev.cloister.acceptance.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.cloister.acceptance.Packaged;
import dev.cloister.acceptance.RunningPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code k8s/mirror/mirror.sh} between two registries on 127.0.0.1, by skopeo. */
@Tag("containers")
class MirrorTest {

  private static final List<String> NEEDED = List.of("skopeo", "docker-registry");

  @TempDir private Path folder;
  private LoopbackRegistry outside;
  private LoopbackRegistry inside;
  private Map<String, String> settings;
  private Path list;
  private Path lock;

  @BeforeEach
  void start() throws IOException {
    assumeFalse(Packaged.natively(), "It copies any image.");
    Command.skip("Nothing is mirrored", Command.missing(NEEDED));
    outside = LoopbackRegistry.start();
    inside = LoopbackRegistry.start();
    Path configuration = Files.createDirectories(folder.resolve(".config/containers"));
    Files.writeString(
        configuration.resolve("registries.conf"),
        """
        [[registry]]
        location = "%s"
        insecure = true
        [[registry]]
        location = "%s"
        insecure = true
        """
            .formatted(outside.address(), inside.address()));
    settings = Map.of("HOME", folder.toString());
    list =
        Files.writeString(
            folder.resolve("images.txt"),
            """
            # What is copied.
            %1$s/some/tool:1.2   tools/tool
            #%1$s/not/this:1     not/this

            %1$s/other:latest    other
            """
                .formatted(outside.address()));
    lock = folder.resolve("images.lock");
  }

  @AfterEach
  void stop() {
    for (var registry : new LoopbackRegistry[] {outside, inside}) {
      if (registry != null) {
        registry.close();
      }
    }
  }

  @Test
  void everyImageIsCopiedWithAllItsPlatformsAndLockedByDigest() throws Exception {
    published("some/tool:1.2", "one");
    published("other:latest", "two");

    String said = mirror();

    assertThat(said).contains("1 of 2", "2 of 2", "The digests are in " + lock);
    String tool = outside.digest("some/tool", "1.2");
    assertThat(inside.digest("tools/tool", "1.2")).isEqualTo(tool);
    assertThat(raw(inside.address() + "/tools/tool@" + tool))
        .isEqualTo(raw(outside.address() + "/some/tool@" + tool))
        .contains("\"amd64\"", "\"arm64\"");
    assertThat(Files.readAllLines(lock))
        .containsExactly(
            "%s/tools/tool@%s  # %s/some/tool:1.2"
                .formatted(inside.address(), tool, outside.address()),
            "%s/other@%s  # %s/other:latest"
                .formatted(inside.address(), outside.digest("other", "latest"), outside.address()));
  }

  @Test
  void aTagThatMovedIsNotTakenUnasked() throws Exception {
    published("some/tool:1.2", "one");
    published("other:latest", "two");
    mirror();
    String before = outside.digest("other", "latest");
    String locked = Files.readString(lock);
    published("other:latest", "three");
    String after = outside.digest("other", "latest");

    assertThatThrownBy(this::mirror)
        .hasMessageContaining(outside.address() + "/other:latest is to be " + after + " now")
        .hasMessageContaining("has " + before)
        .hasMessageContaining("--update");
    assertThat(inside.digest("other", "latest")).isEqualTo(before);
    assertThat(lock).hasContent(locked);

    mirror("--update");
    assertThat(inside.digest("other", "latest")).isEqualTo(after);
    assertThat(Files.readString(lock)).contains(after).doesNotContain(before);
  }

  /** The list names what was looked at; tags move. */
  @Test
  void aDigestIsCopiedWhateverItsTagHasComeToMean() throws Exception {
    published("some/tool:1.2", "one");
    String named = outside.digest("some/tool", "1.2");
    published("some/tool:1.2", "another");
    Files.writeString(
        list, "%s/some/tool:1.2  tools/tool  %s%n".formatted(outside.address(), named));

    mirror();

    assertThat(inside.digest("tools/tool", "1.2"))
        .isEqualTo(named)
        .isNotEqualTo(outside.digest("some/tool", "1.2"));
    assertThat(lock)
        .hasContent(
            "%s/tools/tool@%s  # %s/some/tool:1.2"
                .formatted(inside.address(), named, outside.address()));
  }

  @Test
  void aDigestThatIsNotThereEndsIt() throws Exception {
    published("some/tool:1.2", "one");
    String none = "sha256:" + "0".repeat(64);
    Files.writeString(
        list, "%s/some/tool:1.2  tools/tool  %s%n".formatted(outside.address(), none));

    assertThatThrownBy(this::mirror).hasMessageContaining(none);
    assertThat(lock).doesNotExist();
  }

  @Test
  void aThirdWordThatIsNoDigestIsSaid() throws Exception {
    Files.writeString(list, "%s/some/tool:1.2  tools/tool  1.2%n".formatted(outside.address()));

    assertThatThrownBy(this::mirror).hasMessageContaining("this line is not 'source target'");
  }

  @Test
  void whatIsNotThereEndsItAndLeavesTheLock() throws Exception {
    published("some/tool:1.2", "one");
    Files.writeString(lock, "as it was\n");

    assertThatThrownBy(this::mirror).hasMessageContaining("other");
    assertThat(lock).hasContent("as it was");
  }

  private String mirror(String... options) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                RunningPlatform.CHECKOUT.resolve("k8s/mirror/mirror.sh").toString(),
                inside.address()));
    command.addAll(List.of(options));
    command.add(list.toString());
    return Command.run(settings, command);
  }

  private String raw(String image) throws IOException, InterruptedException {
    return Command.run(settings, List.of("skopeo", "inspect", "--raw", "docker://" + image));
  }

  /** An image of two platforms whose one file has the text, at the registry outside. */
  private void published(String name, String text) throws IOException, InterruptedException {
    Path layout = Files.createTempDirectory(folder, "layout-");
    new OciLayout(layout).index(List.of("amd64", "arm64"), text);
    Command.run(
        settings,
        List.of(
            "skopeo",
            "copy",
            "--all",
            "oci:" + layout,
            "docker://" + outside.address() + "/" + name));
  }
}

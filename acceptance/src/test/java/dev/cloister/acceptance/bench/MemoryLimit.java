package dev.cloister.acceptance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A control group of Linux with a limit of memory, as a pod has one: what is started in it can have
 * no more, the pages of its own file included, and is ended where it cannot do with that.
 *
 * @param folder the group's
 */
public record MemoryLimit(Path folder) implements AutoCloseable {

  private static final Path GROUPS = Path.of("/sys/fs/cgroup");

  /** Of so many bytes; none where groups cannot be made here, which takes root. */
  public static Optional<MemoryLimit> of(long bytes) {
    boolean unified = Files.exists(GROUPS.resolve("cgroup.controllers"));
    String name = "cloister-bench-" + ProcessHandle.current().pid();
    Path folder = (unified ? GROUPS : GROUPS.resolve("memory")).resolve(name);
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve(unified ? "memory.max" : "memory.limit_in_bytes"), String.valueOf(bytes));
      return Optional.of(new MemoryLimit(folder));
    } catch (IOException e) {
      System.out.printf("No limit of memory is set: %s.%n", e);
      return Optional.empty();
    }
  }

  /** The command, which enters the group before it becomes the program. */
  List<String> around(List<String> command) {
    var all = new ArrayList<>(List.of("/bin/sh", "-c", "echo $$ >\"$0\" && exec \"$@\"", procs()));
    all.addAll(command);
    return all;
  }

  private String procs() {
    return folder.resolve("cgroup.procs").toString();
  }

  /** Takes the group away, once its processes have ended. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      System.out.printf("The control group is left behind: %s.%n", e);
    }
  }
}

package dev.cloister.localcloud.platform;

import dev.cloister.localcloud.OwnersFile;
import dev.cloister.localcloud.StartupFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The data of one platform, and the lock by which no second one uses it. */
final class DataFolder implements AutoCloseable {

  private static final String LOCK = "lock";
  private static final String OWNER = "process";
  private static final String KEY = "page-token-key";

  private final Path folder;
  private final FileChannel lock;

  private DataFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Takes the folder, or says which process has it. */
  static DataFolder take(Path folder, boolean fresh) throws IOException {
    Files.createDirectories(folder);
    FileChannel lock =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(lock)) {
      lock.close();
      throw new StartupFailure(
          "Cloister is already running with the data in "
              + folder
              + owner(folder)
              + ". Stop it with Ctrl-C in its terminal, or give another folder with --data.");
    }
    if (fresh) {
      wipe(folder);
    }
    Files.writeString(folder.resolve(OWNER), String.valueOf(ProcessHandle.current().pid()));
    return new DataFolder(folder, lock);
  }

  /** Secret with which the services sign page tokens; the same at every start. */
  String pageTokenKey() throws IOException {
    Path file = folder.resolve(KEY);
    if (!Files.exists(file)) {
      byte[] secret = new byte[32];
      new SecureRandom().nextBytes(secret);
      OwnersFile.write(file, HexFormat.of().formatHex(secret).getBytes(StandardCharsets.US_ASCII));
    }
    return Files.readString(file);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String owner(Path folder) throws IOException {
    Path file = folder.resolve(OWNER);
    return Files.exists(file) ? " (process " + Files.readString(file) + ")" : "";
  }

  private static void wipe(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst =
          all.filter(path -> !path.equals(folder) && !path.equals(folder.resolve(LOCK)))
              .sorted(Comparator.reverseOrder())
              .toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(folder.resolve(OWNER));
    lock.close();
  }
}

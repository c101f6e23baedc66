package dev.cloister.localcloud.bedrock.answer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The documents of a folder, read once. */
final class Library {

  private static final Set<String> SKIPPED = Set.of("target", "node_modules", "build", "dist");
  private static final int MAX_DEPTH = 12;
  private static final int MAX_FILES = 5_000;
  private static final long MAX_BYTES = 1024 * 1024;

  private Library() {}

  /**
   * Every Markdown and text file below the folder, hidden and built ones left out.
   *
   * @throws UncheckedIOException where the folder cannot be read
   */
  static List<Passage> read(Path folder) {
    List<Passage> passages = new ArrayList<>();
    try {
      Path root = folder.toRealPath();
      try (Stream<Path> files = Files.walk(root, MAX_DEPTH)) {
        for (Path file :
            files.filter(f -> isDocument(root, f)).sorted().limit(MAX_FILES).toList()) {
          passages.addAll(DocumentReader.read(shown(root, file), text(file)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return passages;
  }

  private static boolean isDocument(Path root, Path file) {
    for (Path part : root.relativize(file)) {
      if (part.toString().startsWith(".") || SKIPPED.contains(part.toString())) {
        return false;
      }
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return (name.endsWith(".md") || name.endsWith(".markdown") || name.endsWith(".txt"))
        && Files.isRegularFile(file)
        && file.toFile().length() <= MAX_BYTES;
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      // Not UTF-8, so not one of ours.
      return "";
    }
  }

  private static String shown(Path root, Path file) {
    String inside = root.relativize(file).toString().replace('\\', '/');
    return root.getFileName() == null ? inside : root.getFileName() + "/" + inside;
  }
}

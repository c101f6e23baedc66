package dev.cloister.localcloud.platform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.LogManager;

/** The cloud's own log: a file, so that the terminal keeps to what a person needs. */
final class Log {

  private Log() {}

  static void into(Path folder) throws IOException {
    Files.createDirectories(folder);
    String settings =
        """
        handlers = java.util.logging.FileHandler
        .level = WARNING
        org.apache.lucene.level = SEVERE
        java.util.logging.FileHandler.pattern = %s
        java.util.logging.FileHandler.formatter = java.util.logging.SimpleFormatter
        java.util.logging.SimpleFormatter.format = %%1$tF %%1$tT %%4$s %%3$s %%5$s%%6$s%%n
        """
            .formatted(
                folder.resolve("local-cloud.log").toString().replace("\\", "/").replace("%", "%%"));
    LogManager.getLogManager()
        .readConfiguration(
            new ByteArrayInputStream(settings.getBytes(StandardCharsets.ISO_8859_1)));
    // DynamoDB Local speaks log4j, for which there is no provider here.
    System.setProperty("log4j2.StatusLogger.level", "OFF");
  }
}

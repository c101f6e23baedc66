package dev.cloister.localcloud.testkit.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Writes one line per attempt to {@code target/attacks}, at once, so that a killed run is counted
 * as far as it came.
 */
final class AttemptRecorder implements TestWatcher {

  private static final Path FOLDER = Path.of("target", "attacks");

  @Override
  public void testSuccessful(ExtensionContext context) {
    record(context, Attempt.Outcome.HELD);
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    record(context, Attempt.Outcome.BROKEN);
  }

  @Override
  public void testAborted(ExtensionContext context, Throwable cause) {
    record(context, Attempt.Outcome.SKIPPED);
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    if (context.getTestMethod().isPresent()) {
      record(context, Attempt.Outcome.SKIPPED);
    }
  }

  private static synchronized void record(ExtensionContext context, Attempt.Outcome outcome) {
    String type = context.getRequiredTestClass().getName();
    String test = type + "#" + context.getRequiredTestMethod().getName();
    var lines = new StringBuilder();
    for (int promise : promises(context)) {
      lines.append(new Attempt(promise, outcome, "", test).line()).append('\n');
    }
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(
          FOLDER.resolve(type + ".txt"),
          lines,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int[] promises(ExtensionContext context) {
    Attack attack = context.getRequiredTestMethod().getAnnotation(Attack.class);
    if (attack != null) {
      return attack.promise();
    }
    Promise own = context.getRequiredTestMethod().getAnnotation(Promise.class);
    for (Class<?> type = context.getRequiredTestClass();
        own == null && type != null;
        type = type.getEnclosingClass()) {
      own = AnnotationSupport.findAnnotation(type, Promise.class).orElse(null);
    }
    return own == null ? new int[0] : own.value();
  }
}

package dev.cloister.acceptance.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What Linux says about a process in {@code /proc}. */
public record Proc(long pid) {

  /** A tick of the accounting is a hundredth of a second on every Linux of today. */
  private static final long TICK_NANOS = 10_000_000;

  // Counted from the state, which is the field after the name in parentheses (proc(5)).
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  /** Processor time of all its threads so far, user and system. */
  public Duration cpu() {
    String stat = read("stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    return Duration.ofNanos(ticks * TICK_NANOS);
  }

  /** Resident memory now, in bytes. */
  public long resident() {
    return status("VmRSS:");
  }

  /** The most that was resident at a time, in bytes. */
  public long mostResident() {
    return status("VmHWM:");
  }

  /** Has {@link #mostResident} begin again from now. */
  public void forgetMostResident() {
    try {
      Files.writeString(path("clear_refs"), "5");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long status(String key) {
    return read("status")
            .lines()
            .filter(line -> line.startsWith(key))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElseThrow()
        * 1024;
  }

  private String read(String file) {
    try {
      return Files.readString(path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path path(String file) {
    return Path.of("/proc", String.valueOf(pid), file);
  }
}

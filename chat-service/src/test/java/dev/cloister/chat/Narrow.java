package dev.cloister.chat;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A pod with room for little, so that tests can fill it. */
public final class Narrow implements QuarkusTestProfile {

  /** Connections at a time. */
  public static final int CONNECTIONS = 100;

  /** Answers at a time. */
  public static final int ANSWERS = 4;

  /** Streams of one person at a time. */
  public static final int STREAMS = 3;

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.http.limits.max-connections",
        "" + CONNECTIONS,
        // None of them is closed for being silent.
        "quarkus.http.idle-timeout",
        "10m",
        "cloister.limits.body-memory",
        "2M",
        "cloister.limits.body-memory-per-person",
        "1500K",
        "cloister.answers.max-running",
        "" + ANSWERS,
        "cloister.answers.max-streams",
        "" + STREAMS,
        "cloister.answers.max-retained-bytes",
        "1M");
  }
}

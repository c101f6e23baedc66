package dev.cloister.history.sweep;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Everything is old enough at once, little is large, and the sweep comes when a test calls it. */
public class AtOnce implements QuarkusTestProfile {

  static final int MOST = 3;

  /** More than fits into an item. */
  static final String LARGE = "large ".repeat(200);

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "cloister.history.sweep.interval", "1000d",
        "cloister.history.sweep.age", "0s",
        "cloister.history.sweep.most", Integer.toString(MOST),
        "cloister.history.spill-threshold", "1K");
  }
}

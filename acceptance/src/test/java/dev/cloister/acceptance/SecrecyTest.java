package dev.cloister.acceptance;

import dev.cloister.localcloud.testkit.attack.Promise;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * What people say, who they are and what opens doors must be in no log, metric, trace or error,
 * good and bad requests alike. The tests stand in the interfaces, one kind of secret each.
 */
@Promise(13)
class SecrecyTest
    implements SecretAnswers, SecretRefusals, SecretTraces, SecretNumbers, SecretStreams {

  private static Talkative talkative;

  @BeforeAll
  static void start() throws Exception {
    talkative = new Talkative();
  }

  @AfterAll
  static void stop() {
    if (talkative != null) {
      talkative.close();
    }
  }

  @Override
  public Talkative told() {
    return talkative;
  }
}

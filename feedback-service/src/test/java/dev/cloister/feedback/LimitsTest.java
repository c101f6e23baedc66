package dev.cloister.feedback;

import dev.cloister.localcloud.testkit.limit.LimitsContract;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class LimitsTest extends LimitsContract {

  LimitsTest() {
    super("POST", "/v1/feedback", "text_feedback");
  }
}

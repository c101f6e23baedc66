package dev.cloister.history;

import dev.cloister.localcloud.testkit.limit.LimitsContract;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class LimitsTest extends LimitsContract {

  LimitsTest() {
    super("PATCH", "/v1/sessions/0b6f4d0e-6f0a-4f43-9a55-0b0c5d0a7d10", "title");
  }
}

package dev.cloister.history.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.edge.problem.ProblemException;
import dev.cloister.history.Faulty;
import dev.cloister.history.Faulty.Fate;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

@QuarkusTest
class StoresThereTest {

  private final StoresThere stores;

  StoresThereTest(StoresThere stores) {
    this.stores = stores;
  }

  @Test
  void whatIsWrittenIsReadAndRemoved() throws Exception {
    assertThat(stores.run()).contains("written", "read and removed");
  }

  /** Elsewhere such an object is left to the sweep, and nobody would hear of a role too narrow. */
  @Test
  void anObjectThatCannotBeRemovedIsFound() {
    try (var s3 = new Faulty<>(S3Client.class)) {
      s3.decide("deleteObject", Fate.LOSE_REQUEST);
      assertThatThrownBy(stores::run).isInstanceOf(ProblemException.class);
    }
  }
}

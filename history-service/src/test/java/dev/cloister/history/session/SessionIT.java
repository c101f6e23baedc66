package dev.cloister.history.session;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

@QuarkusIntegrationTest
class DeleteIT extends DeleteTest {

  DeleteIT() {
    super(null, null);
  }

  @Disabled("writes the mark with the service's own code")
  @Override
  @Test
  void aHalfDeletedSessionIsGoneForAll() {}
}

@QuarkusIntegrationTest
class DocumentIT extends DocumentTest {}

@QuarkusIntegrationTest
class PagingIT extends PagingTest {}

@QuarkusIntegrationTest
class SessionsIT extends SessionsTest {}

@QuarkusIntegrationTest
class StalledReaderIT extends StalledReaderTest {}

@QuarkusIntegrationTest
class UnpagedIT extends UnpagedTest {}

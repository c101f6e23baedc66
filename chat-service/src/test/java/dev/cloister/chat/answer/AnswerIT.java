package dev.cloister.chat.answer;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

@QuarkusIntegrationTest
class AnswerResourceIT extends AnswerResourceTest {}

@QuarkusIntegrationTest
class BadRequestIT extends BadRequestTest {}

@QuarkusIntegrationTest
class BoundsIT extends BoundsTest {

  @Disabled("counts objects on its own heap")
  @Override
  @Test
  void endedAnswersDoNotKeepTheirQuestions() {}
}

@QuarkusIntegrationTest
class BrokenModelIT extends BrokenModelTest {}

@QuarkusIntegrationTest
class BrokenStreamIT extends BrokenStreamTest {}

@QuarkusIntegrationTest
class NumberedTokensIT extends NumberedTokensTest {}

@QuarkusIntegrationTest
class OperatorsTermsIT extends OperatorsTermsTest {}

@QuarkusIntegrationTest
class ResumeIT extends ResumeTest {}

@QuarkusIntegrationTest
class RetryMatrixIT extends RetryMatrixTest {}

@QuarkusIntegrationTest
class StallTimeoutIT extends StallTimeoutTest {}

@QuarkusIntegrationTest
class SlowReaderIT extends SlowReaderTest {}

@QuarkusIntegrationTest
class StalledReaderIT extends StalledReaderTest {}

@QuarkusIntegrationTest
class StopIT extends StopTest {}

@QuarkusIntegrationTest
class UpstreamFaultIT extends UpstreamFaultTest {}

package dev.cloister.feedback.identity;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ForgedTokensIT extends ForgedTokensTest {}

@QuarkusIntegrationTest
class SeveralIssuersIT extends SeveralIssuersTest {}

@QuarkusIntegrationTest
class StrangersIT extends StrangersTest {}

package dev.cloister.chat.identity;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ForgedTokensIT extends ForgedTokensTest {}

@QuarkusIntegrationTest
class StrangersIT extends StrangersTest {}

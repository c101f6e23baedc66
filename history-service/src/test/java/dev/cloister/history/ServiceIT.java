package dev.cloister.history;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class BadInputIT extends BadInputTest {}

@QuarkusIntegrationTest
class LimitsIT extends LimitsTest {}

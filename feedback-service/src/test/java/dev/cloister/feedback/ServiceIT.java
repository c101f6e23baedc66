package dev.cloister.feedback;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class LimitsIT extends LimitsTest {}

@QuarkusIntegrationTest
class OriginVerifyIT extends OriginVerifyTest {}

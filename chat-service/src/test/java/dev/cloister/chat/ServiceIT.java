package dev.cloister.chat;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class BodyMemoryIT extends BodyMemoryTest {}

@QuarkusIntegrationTest
class ExpiredTokenIT extends ExpiredTokenTest {}

@QuarkusIntegrationTest
class FloodIT extends FloodTest {}

@QuarkusIntegrationTest
class LimitsIT extends LimitsTest {}

@QuarkusIntegrationTest
class SlowClientIT extends SlowClientTest {}

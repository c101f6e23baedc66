package dev.cloister.history.content;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ConnectionsThatDieIT extends ConnectionsThatDieTest {}

@QuarkusIntegrationTest
class SpillIT extends SpillTest {}

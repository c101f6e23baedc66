package dev.cloister.history.store;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class StoreDownIT extends StoreDownTest {}

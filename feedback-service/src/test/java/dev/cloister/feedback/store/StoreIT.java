package dev.cloister.feedback.store;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class StoreDownIT extends StoreDownTest {}

package dev.cloister.chat.model;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ModelResourceIT extends ModelResourceTest {}

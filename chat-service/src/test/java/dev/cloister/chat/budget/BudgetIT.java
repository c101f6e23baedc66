package dev.cloister.chat.budget;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AdminBudgetsIT extends AdminBudgetsTest {}

@QuarkusIntegrationTest
class StoreDownIT extends StoreDownTest {}

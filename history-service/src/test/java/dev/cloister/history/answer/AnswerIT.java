package dev.cloister.history.answer;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AnswersIT extends AnswersTest {}

@QuarkusIntegrationTest
class LeaseIT extends LeaseTest {}

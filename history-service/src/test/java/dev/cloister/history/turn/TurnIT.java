package dev.cloister.history.turn;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AbandonIT extends AbandonTest {}

@QuarkusIntegrationTest
class ContextWindowIT extends ContextWindowTest {}

@QuarkusIntegrationTest
class TurnsIT extends TurnsTest {}

package dev.cloister.feedback.rating;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class FeedbackIT extends FeedbackTest {}

@QuarkusIntegrationTest
class TokensIT extends TokensTest {}

@QuarkusIntegrationTest
class ValidationIT extends ValidationTest {}

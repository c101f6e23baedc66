package dev.cloister.history.attachment;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AttachmentLimitsIT extends AttachmentLimitsTest {}

@QuarkusIntegrationTest
class AttachmentsIT extends AttachmentsTest {}

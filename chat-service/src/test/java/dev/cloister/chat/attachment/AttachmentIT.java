package dev.cloister.chat.attachment;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AttachmentsIT extends AttachmentsTest {}

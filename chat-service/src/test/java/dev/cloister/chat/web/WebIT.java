package dev.cloister.chat.web;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AwsExportsResourceIT extends AwsExportsResourceTest {}

@QuarkusIntegrationTest
class WebResourceIT extends WebResourceTest {}

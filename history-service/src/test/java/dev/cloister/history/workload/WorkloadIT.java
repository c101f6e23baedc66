package dev.cloister.history.workload;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ForgedTokensIT extends ForgedTokensTest {}

@QuarkusIntegrationTest
class StrangersIT extends StrangersTest {}

@QuarkusIntegrationTest
class TokensIT extends TokensTest {}

@QuarkusIntegrationTest
class ClusterKeysIT extends ClusterKeysTest {}

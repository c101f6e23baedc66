/**
 * What the services cost beside the same work without them, as tables for {@code
 * docs/performance.md}. Run by {@code ./cloister bench}; nothing here is a test.
 */
package dev.cloister.acceptance.bench;

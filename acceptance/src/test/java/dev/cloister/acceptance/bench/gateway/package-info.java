/** Answers through chat-service beside the same answers through others, and through nobody. */
package dev.cloister.acceptance.bench.gateway;

/**
 * What history-service and feedback-service take beside the same requests to DynamoDB without them,
 * as what they keep grows.
 */
package dev.cloister.acceptance.bench.stores;

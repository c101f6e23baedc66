/** Answers from any OpenAI-compatible server: its deltas become tokens, its break-off stays one. */
package dev.cloister.localcloud.bedrock.relay;

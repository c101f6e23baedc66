/** What is the same in every operation: error shapes, request ids, signatures, frames, bodies. */
package dev.cloister.localcloud.bedrock.wire;

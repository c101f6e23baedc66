/**
 * Where answers come from: a question goes in, a source of tokens comes out. Here is the source
 * over a folder of documents, which are split by heading and searched in a full-text index.
 */
package dev.cloister.localcloud.bedrock.answer;

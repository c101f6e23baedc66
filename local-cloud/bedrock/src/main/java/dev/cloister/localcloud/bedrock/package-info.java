/**
 * A stand-in for Amazon Bedrock on loopback: the real wire protocol (rest-json, event-stream
 * frames, HTTP/2 with prior knowledge and HTTP/1.1 on one port), answers from a folder of documents
 * or from an OpenAI-compatible server, and faults on order.
 */
package dev.cloister.localcloud.bedrock;

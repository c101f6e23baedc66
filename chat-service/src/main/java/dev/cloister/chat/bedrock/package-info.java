/**
 * Amazon Bedrock as this service uses it: Converse and ConverseStream on an HTTP client that reads
 * from the network only what its listener has asked for.
 */
package dev.cloister.chat.bedrock;

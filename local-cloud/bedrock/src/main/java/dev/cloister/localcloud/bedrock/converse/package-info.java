/** Converse and ConverseStream: what is asked, whether it may be, and how the answer is written. */
package dev.cloister.localcloud.bedrock.converse;

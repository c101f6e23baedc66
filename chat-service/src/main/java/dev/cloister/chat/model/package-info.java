/** Which models may be used here, and under which id Bedrock wants each of them called. */
package dev.cloister.chat.model;

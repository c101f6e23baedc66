/** What chat-service looks at before it is relied on. */
package dev.cloister.chat.preflight;

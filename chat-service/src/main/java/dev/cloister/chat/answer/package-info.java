/**
 * Answers and their streams. An {@link dev.cloister.chat.answer.Answer} is produced once, belongs
 * to the server and not to any connection, is checkpointed while it runs and always ends
 * explicitly. Whoever listens reads the same {@link dev.cloister.chat.answer.EventLog}.
 */
package dev.cloister.chat.answer;

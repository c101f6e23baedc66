/**
 * What pods share of their running answers, kept in Valkey or Redis: for each answer a stream that
 * one pod writes and every pod reads, and for each pod a lease and an inbox. Knows nothing of what
 * an answer is. Where no server is configured all of this is idle.
 */
package dev.cloister.chat.stream;

/**
 * history-service as this service uses it: turns, checkpoints, ends and titles, always with this
 * service's own workload identity and on behalf of one subject.
 */
package dev.cloister.chat.history;

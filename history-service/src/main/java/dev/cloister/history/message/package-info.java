/**
 * Messages as they are stored: one item each, in a session's own partition, ordered by a sequence
 * number. A streaming answer whose lease ran out reads as interrupted.
 */
package dev.cloister.history.message;

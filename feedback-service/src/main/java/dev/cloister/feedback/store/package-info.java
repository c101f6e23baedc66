/**
 * The table of feedback: its one gateway, its making in development, its readiness. A store that
 * fails is a 503 with Retry-After, never an empty list.
 */
package dev.cloister.feedback.store;

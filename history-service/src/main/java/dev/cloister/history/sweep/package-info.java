/**
 * Cleaning up behind the scenes: what is left of deleted sessions, and objects that no message
 * points to. One pod at a time goes through what is due, so much at a time; what it does not finish
 * the next one does.
 */
package dev.cloister.history.sweep;

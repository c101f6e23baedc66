/**
 * The table: its one gateway, its attribute names, its making in development, its readiness. A
 * store that fails is a 503 with Retry-After, never an empty result.
 */
package dev.cloister.history.store;

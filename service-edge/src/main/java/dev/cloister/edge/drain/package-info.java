/**
 * How a service goes when it is asked to (SIGTERM): not ready any more, nothing new begun, what
 * runs finished, within a bounded time.
 */
package dev.cloister.edge.drain;

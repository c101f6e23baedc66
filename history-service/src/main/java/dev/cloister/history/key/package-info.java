/**
 * Names of things: session and message ids, whose session it is, and where each item lies in the
 * table. No two owners can share a key, whatever characters their subjects hold.
 */
package dev.cloister.history.key;

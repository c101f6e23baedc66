/**
 * Work that must be done even if the pod that took it on dies: it is noted in the table, in the
 * order in which it falls due, before anything depends on it.
 */
package dev.cloister.history.chore;

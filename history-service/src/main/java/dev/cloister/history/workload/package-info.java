/**
 * The internal routes' door: only the configured workload identities pass, each acting for the
 * subject that {@code Cloister-Subject} names.
 */
package dev.cloister.history.workload;

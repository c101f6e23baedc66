/**
 * The command {@code preflight}: whether a service has what it needs where it is installed. {@code
 * helm test} runs it in each service's image, with its settings, role and network policy.
 */
package dev.cloister.edge.preflight;

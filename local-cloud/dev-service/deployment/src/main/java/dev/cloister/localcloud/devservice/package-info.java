/**
 * The local cloud as a Dev Service: in {@code quarkus:dev} and in tests the launcher runs as a
 * child process, without Docker, and the service is told where everything listens. Whatever the
 * service or its surroundings configure themselves is left alone.
 */
package dev.cloister.localcloud.devservice;

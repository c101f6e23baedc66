/**
 * The three images as a cluster would run them: built by {@code ./cloister image}, pushed to a
 * registry on loopback, and run by podman with what the chart renders. The local cloud plays AWS.
 */
package dev.cloister.acceptance.containers;

/** What history-service looks at before it is relied on. */
package dev.cloister.history.preflight;

/** What feedback-service looks at before it is relied on. */
package dev.cloister.feedback.preflight;

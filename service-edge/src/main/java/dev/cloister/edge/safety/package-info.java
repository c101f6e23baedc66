/**
 * Checks at start: a service in production that is configured unsafely does not start, and says
 * which property is at fault. What is unsafe on purpose is allowed by its name, in {@code
 * cloister.unsafe.allow}.
 */
package dev.cloister.edge.safety;

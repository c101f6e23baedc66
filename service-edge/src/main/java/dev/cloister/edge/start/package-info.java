/** What a service does once, when it has started. */
package dev.cloister.edge.start;

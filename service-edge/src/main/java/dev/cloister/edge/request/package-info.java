/** The id of a request: taken from {@code X-Request-Id} where it is harmless, else made here. */
package dev.cloister.edge.request;

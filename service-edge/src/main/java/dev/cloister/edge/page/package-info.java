/** Opaque, signed page tokens: a caller can hand one back, and nothing else. */
package dev.cloister.edge.page;

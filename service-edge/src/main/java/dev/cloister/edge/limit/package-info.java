/** Limits on what a stranger can send: how large a body is, in which encoding, how slowly. */
package dev.cloister.edge.limit;

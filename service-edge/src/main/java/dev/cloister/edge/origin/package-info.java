/**
 * The optional check that a request came through the front door: a secret header that only the
 * operator's CloudFront or proxy adds.
 */
package dev.cloister.edge.origin;

/**
 * Errors as callers see them: RFC 9457 problem documents, one {@link
 * dev.cloister.edge.problem.ProblemType} for each kind, and the mappers that turn whatever a
 * request throws into one. {@code docs/problems.md} lists every type.
 */
package dev.cloister.edge.problem;

package dev.cloister.history.message;

/**
 * What is known of an answer once it is over; each may be null.
 *
 * @param stopReason why the model stopped
 * @param usage what it cost
 * @param timeToFirstTokenMs milliseconds to the first token
 * @param responseTimeMs milliseconds to the end
 * @param problemType the URI of the problem that ended it
 */
public record Facts(
    String stopReason,
    Usage usage,
    Long timeToFirstTokenMs,
    Long responseTimeMs,
    String problemType) {}

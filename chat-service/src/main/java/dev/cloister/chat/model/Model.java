package dev.cloister.chat.model;

/**
 * A model that may be used.
 *
 * @param id as configured and as callers name it
 * @param invocationId as Bedrock wants it called: the id itself, or an inference profile's
 * @param name for people
 * @param provider who made it
 * @param contextTokens how much it can read and write in one call
 */
public record Model(
    String id, String invocationId, String name, String provider, int contextTokens) {}

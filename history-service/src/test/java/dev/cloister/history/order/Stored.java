package dev.cloister.history.order;

/**
 * A message of the final state.
 *
 * @param sequence its place
 * @param id its id
 * @param answers the question that it answers, or null for a question
 * @param text what it says
 */
record Stored(long sequence, String id, String answers, String text) {}

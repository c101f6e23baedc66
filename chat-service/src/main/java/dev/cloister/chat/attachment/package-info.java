/**
 * The files that people give along with their questions: which of them a model gets to see, and how
 * they come from history-service to the model.
 */
package dev.cloister.chat.attachment;

package dev.cloister.chat.answer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.cloister.chat.answer.AnswerEvent.Started;

/**
 * What other pods know of an answer from its start.
 *
 * @param started its first event
 * @param promptTokens about how much the model reads, for whoever has to count it in the end
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SharedStart(Started started, long promptTokens) {}

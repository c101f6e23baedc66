package dev.cloister.chat.answer;

import io.vertx.ext.web.RoutingContext;

/**
 * A response that follows an answer.
 *
 * @param from the index of the first event to send
 * @param exchange the request that it responds to
 */
record EventStream(Listening listening, int from, RoutingContext exchange) {}

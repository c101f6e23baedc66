/**
 * Turns: a question and the place for its answer, stored in one transaction, and the conversation
 * before it. However many write to one session, its turns have one order and none is lost.
 */
package dev.cloister.history.turn;

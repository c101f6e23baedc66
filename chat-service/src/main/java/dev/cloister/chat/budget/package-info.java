/**
 * How much a person may have models read and write: limits, and the reservations that keep them
 * exact whatever is asked at the same time, in whichever pod.
 */
package dev.cloister.chat.budget;

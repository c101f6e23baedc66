/**
 * Ratings of answers. One person has one rating of one message: rating again replaces it and keeps
 * its id. A person reads only what is theirs.
 */
package dev.cloister.feedback.rating;

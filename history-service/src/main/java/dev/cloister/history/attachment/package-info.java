/**
 * What people give along with their questions. A client sends a file first, under an id of its own,
 * and then names the id in the question. Files that no question names are taken back.
 */
package dev.cloister.history.attachment;

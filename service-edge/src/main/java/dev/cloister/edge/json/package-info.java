/**
 * JSON bodies are taken at their word: no value of another type, nothing missing, nothing after.
 */
package dev.cloister.edge.json;

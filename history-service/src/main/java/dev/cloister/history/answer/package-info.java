/**
 * Answers while they are made: checkpoints, the end, and what is stored so far. An answer ends
 * once; after that nothing changes it.
 */
package dev.cloister.history.answer;

/**
 * Attacks on the promises of {@code docs/promises.md}. A test says which promise it attacks; each
 * of its runs is an attempt, and {@code ./cloister attack} counts them.
 */
package dev.cloister.localcloud.testkit.attack;

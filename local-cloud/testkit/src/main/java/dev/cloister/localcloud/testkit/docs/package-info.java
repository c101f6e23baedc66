/** Holds the pages under {@code docs/} against the code that they describe. */
package dev.cloister.localcloud.testkit.docs;

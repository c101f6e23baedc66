package dev.cloister.localcloud.testkit.attack;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test, or each test of the class, attacks a promise: it would fail if the promise broke. On a
 * method it replaces what its class says. Every run, also each one of a parameterized test, counts
 * as an attempt.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("attack")
@ExtendWith(AttemptRecorder.class)
public @interface Promise {

  /** Numbers of {@code docs/promises.md}. */
  int[] value();
}

package dev.cloister.localcloud.testkit.attack;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that attacks a promise in many rounds; it takes the place of {@code @Test}. An {@code int}
 * parameter gets the round's number, from 0, to vary what it does. Every round is a new instance
 * and counts as an attempt.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag("attack")
@TestTemplate
@ExtendWith({AttemptRecorder.class, Rounds.class})
public @interface Attack {

  /** Numbers of {@code docs/promises.md}. */
  int[] promise();

  /** How often in an ordinary build, where all attacks together may take minutes. */
  int rounds();

  /** No more than so many, whatever {@code --rounds} says: for rounds that take seconds each. */
  int atMost() default Integer.MAX_VALUE;
}

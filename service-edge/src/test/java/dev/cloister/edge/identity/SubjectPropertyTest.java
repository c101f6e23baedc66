package dev.cloister.edge.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.edge.problem.ProblemException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class SubjectPropertyTest {

  @Property
  void isTakenAsItIsOrRefused(@ForAll @StringLength(max = 300) String value) {
    try {
      assertThat(new Subject(value).value()).isEqualTo(value).isNotBlank().hasSizeBetween(1, 255);
      assertThat(value.chars()).noneMatch(Character::isISOControl);
    } catch (ProblemException e) {
      assertThat(e.problem().field()).isEqualTo("sub");
    }
  }
}

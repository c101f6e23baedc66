package dev.cloister.edge.request;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.WithNull;

/** Whatever a caller sends goes into headers and logs only where it can do no harm there. */
class RequestIdPropertyTest {

  @Property
  void isHarmless(@ForAll @WithNull(0.05) @StringLength(max = 200) String fromCaller) {
    assertThat(RequestId.of(fromCaller)).matches("[!-~]{1,128}").doesNotContain("\"", "<", ";");
  }
}

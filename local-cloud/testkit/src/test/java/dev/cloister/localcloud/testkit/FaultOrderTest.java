package dev.cloister.localcloud.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultOrderTest {

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void everyKindSurvivesItsJson() throws Exception {
    FaultOrder order =
        new FaultOrder(
            "hello",
            "amazon.nova-lite-v1:0",
            3,
            List.of(
                new Fault.Throttle(2),
                new Fault.Throttle(),
                new Fault.Refuse(500, "InternalServerException", "no"),
                new Fault.Deny(),
                new Fault.ExceptionFrame("throttlingException", 3),
                new Fault.Cut(1),
                new Fault.End(1),
                new Fault.Stall(1),
                new Fault.Stall(1, 50L),
                new Fault.Flood(1000),
                new Fault.Slow(20),
                new Fault.Pace(0, 100),
                new Fault.Corrupt(2),
                new Fault.Split(1),
                new Fault.Guardrail(),
                new Fault.ContentFilter(),
                new Fault.Latency(5),
                new Fault.Text("exactly this")));

    FaultOrder read = json.readValue(json.writeValueAsString(order), FaultOrder.class);

    assertThat(read).isEqualTo(order);
  }

  @Test
  void aSingleFaultMayBeGivenWithoutAList() throws Exception {
    FaultOrder read =
        json.readValue("{\"fault\":{\"kind\":\"cut\",\"afterTokens\":4}}", FaultOrder.class);

    assertThat(read).isEqualTo(FaultOrder.any(new Fault.Cut(4)));
  }

  @Test
  void wrongValuesAreRefused() {
    assertThatThrownBy(() -> new Fault.Cut(-1)).hasMessageContaining("afterTokens");
    assertThatThrownBy(() -> new Fault.Split(0)).hasMessageContaining("bytes");
    assertThatThrownBy(FaultOrder::any).hasMessageContaining("fault");
    assertThatThrownBy(() -> FaultOrder.any(new Fault.Guardrail()).times(0))
        .hasMessageContaining("times");
  }
}

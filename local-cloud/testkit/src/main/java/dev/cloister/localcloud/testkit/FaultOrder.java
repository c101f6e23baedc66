package dev.cloister.localcloud.testkit;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Faults for the next requests that match. The oldest matching order is used first, and is gone
 * after {@code times} requests.
 *
 * @param match part of the last user text; any text where null
 * @param model id of the model, as in the request or as of the model behind the profile; any where
 *     null
 * @param times how many requests, 1 where null
 * @param faults at least one; in JSON a single one may be given as {@code fault}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FaultOrder(
    String match,
    String model,
    Integer times,
    @JsonProperty("faults")
        @JsonAlias("fault")
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<Fault> faults) {

  public FaultOrder {
    times = times == null ? Integer.valueOf(1) : times;
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1");
    }
    if (faults == null || faults.isEmpty()) {
      throw new IllegalArgumentException("fault must be given");
    }
    faults = List.copyOf(faults);
  }

  /** Faults for the next request, whatever it asks. */
  public static FaultOrder any(Fault... faults) {
    return new FaultOrder(null, null, 1, List.of(faults));
  }

  /** Faults for the next request whose last user text contains this. */
  public static FaultOrder on(String match, Fault... faults) {
    return new FaultOrder(match, null, 1, List.of(faults));
  }

  public FaultOrder forModel(String id) {
    return new FaultOrder(match, id, times, faults);
  }

  public FaultOrder times(int count) {
    return new FaultOrder(match, model, count, faults);
  }
}

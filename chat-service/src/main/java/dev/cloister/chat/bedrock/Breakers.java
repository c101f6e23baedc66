package dev.cloister.chat.bedrock;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One breaker for each model that callers may name; there are no more than the operator's list has.
 */
@ApplicationScoped
public class Breakers {

  private final Map<String, Breaker> byModel = new ConcurrentHashMap<>();
  private final BreakerConfig config;
  private final MeterRegistry metrics;

  Breakers(BreakerConfig config, MeterRegistry metrics) {
    this.config = config;
    this.metrics = metrics;
    require(config.minimumCalls() >= 1, "minimum-calls must be at least 1");
    require(config.probes() >= 1, "probes must be at least 1");
    require(
        config.failureShare() > 0 && config.failureShare() <= 1, "failure-share must be in (0, 1]");
  }

  /**
   * A model's breaker.
   *
   * @param model an id on the operator's list, never one that a caller made up
   */
  public Breaker of(String model) {
    return byModel.computeIfAbsent(model, this::make);
  }

  private Breaker make(String model) {
    var breaker = new Breaker(model, config, System::nanoTime);
    Gauge.builder("cloister.bedrock.breaker.state", breaker, Breaker::level)
        .description("0 closed, 1 half-open, 2 open")
        .tag("model", model)
        .register(metrics);
    FunctionCounter.builder("cloister.bedrock.breaker.refused", breaker, Breaker::refused)
        .description("Calls that an open breaker refused")
        .tag("model", model)
        .register(metrics);
    return breaker;
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw new IllegalArgumentException("cloister.bedrock.breaker." + rule);
    }
  }
}

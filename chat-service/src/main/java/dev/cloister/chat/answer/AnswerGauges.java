package dev.cloister.chat.answer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** How busy this pod is, for those who watch it and for what scales it. */
@ApplicationScoped
class AnswerGauges {

  void register(
      @Observes StartupEvent start, Answers answers, OpenStreams streams, MeterRegistry metrics) {
    Gauge.builder("cloister.answers.running", answers, Answers::unfinished)
        .description("Answers being made")
        .register(metrics);
    Gauge.builder("cloister.streams.open", streams, OpenStreams::count)
        .description("Connections that follow an answer, or wait for one to begin")
        .register(metrics);
  }
}

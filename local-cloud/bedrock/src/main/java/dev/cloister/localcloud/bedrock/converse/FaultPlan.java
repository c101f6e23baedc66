package dev.cloister.localcloud.bedrock.converse;

import dev.cloister.localcloud.bedrock.answer.PreparedTokens;
import dev.cloister.localcloud.bedrock.answer.Question;
import dev.cloister.localcloud.bedrock.answer.TokenSource;
import dev.cloister.localcloud.bedrock.control.Monitor;
import dev.cloister.localcloud.bedrock.wire.AwsException;
import dev.cloister.localcloud.testkit.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A request's faults, sorted by where they strike.
 *
 * @param refusal before the first frame, or null
 * @param source instead of the usual answer, or null
 * @param latencyMillis before anything is written
 * @param nanosPerToken the pace
 * @param pieces in which the stream is written
 * @param usage whether it is said what was used
 * @param midStream earliest first
 */
record FaultPlan(
    AwsException refusal,
    TokenSource source,
    long latencyMillis,
    long nanosPerToken,
    Pieces pieces,
    boolean usage,
    List<Fault.MidStream> midStream) {

  static FaultPlan of(List<Fault> faults, Question question, Monitor.Asked asked, Duration pace) {
    AwsException refusal = null;
    TokenSource source = null;
    long latency = 0;
    long nanos = pace.toNanos();
    Pieces pieces = Pieces.WHOLE;
    boolean usage = true;
    List<Fault.MidStream> midStream = new ArrayList<>();
    for (Fault fault : faults) {
      switch (fault) {
        case Fault.Throttle f -> refusal = AwsException.throttling(f.retryAfterSeconds());
        case Fault.Refuse f ->
            refusal = new AwsException(f.status(), f.type(), f.message(), f.retryAfterSeconds());
        case Fault.Deny f -> refusal = denied(question, asked);
        case Fault.MidStream f -> midStream.add(f);
        case Fault.Flood f -> {
          source = PreparedTokens.numbered(f.tokens(), question);
          nanos = 0;
        }
        case Fault.Pace f -> {
          source = PreparedTokens.numbered(f.tokens(), question);
          nanos = f.microsPerToken() * 1_000L;
        }
        case Fault.Slow f -> nanos = f.millisPerToken() * 1_000_000L;
        case Fault.Split f -> pieces = Pieces.ofFrames(f.bytes());
        case Fault.SplitAt f -> pieces = Pieces.ofStream(f.first(), f.every());
        case Fault.NoUsage f -> usage = false;
        case Fault.Guardrail f -> source = PreparedTokens.blocked(question);
        case Fault.ContentFilter f -> source = PreparedTokens.filtered(question);
        case Fault.Latency f -> latency = f.millis();
        case Fault.Text f -> source = PreparedTokens.text(f.text(), question);
      }
    }
    midStream.sort(Comparator.comparingInt(Fault.MidStream::afterTokens));
    return new FaultPlan(refusal, source, latency, nanos, pieces, usage, List.copyOf(midStream));
  }

  private static AwsException denied(Question question, Monitor.Asked asked) {
    return AwsException.denied(
        asked.terms().session(),
        asked.operation().equals("Converse") ? "InvokeModel" : "InvokeModelWithResponseStream",
        question.model().arn(asked.terms().region()));
  }
}

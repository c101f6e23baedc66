package dev.cloister.chat.bedrock;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/**
 * Turns the SDK's events into ours, one for one with demand. The SDK tells an error twice (to the
 * publisher's listener and by its future) or only once, depending on when it happens: the listener
 * hears exactly one end.
 */
final class ConverseTranslator implements Subscriber<ConverseStreamOutput> {

  private final Flow.Subscriber<ConverseEvent> listener;
  private final AtomicBoolean over = new AtomicBoolean();
  private Subscription subscription;

  ConverseTranslator(Flow.Subscriber<ConverseEvent> listener) {
    this.listener = listener;
  }

  @Override
  public void onSubscribe(Subscription s) {
    subscription = s;
    listener.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long n) {
            s.request(n);
          }

          @Override
          public void cancel() {
            over.set(true);
            s.cancel();
          }
        });
  }

  @Override
  public void onNext(ConverseStreamOutput event) {
    ConverseEvent translated =
        switch (event) {
          case MessageStartEvent _ -> new ConverseEvent.Begin();
          case ContentBlockDeltaEvent d when d.delta() != null && d.delta().text() != null ->
              new ConverseEvent.Text(d.delta().text());
          case MessageStopEvent s -> new ConverseEvent.Stop(s.stopReasonAsString());
          case ConverseStreamMetadataEvent m when m.usage() != null ->
              new ConverseEvent.Metadata(usage(m.usage()));
          default -> null; // Block boundaries, and kinds of content that this service does not ask.
        };
    if (over.get()) {
      return;
    }
    if (translated == null) {
      subscription.request(1);
    } else {
      listener.onNext(translated);
    }
  }

  @Override
  public void onError(Throwable e) {
    if (over.compareAndSet(false, true)) {
      listener.onError(e);
    }
  }

  @Override
  public void onComplete() {
    if (over.compareAndSet(false, true)) {
      listener.onComplete();
    }
  }

  private static Usage usage(TokenUsage u) {
    return new Usage(u.inputTokens(), u.outputTokens(), u.totalTokens());
  }
}

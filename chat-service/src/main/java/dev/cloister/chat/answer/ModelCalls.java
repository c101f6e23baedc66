package dev.cloister.chat.answer;

import dev.cloister.chat.bedrock.BedrockModel;
import dev.cloister.chat.bedrock.Breaker;
import dev.cloister.chat.bedrock.Leave;
import dev.cloister.chat.bedrock.ModelListener;
import dev.cloister.chat.bedrock.Prompt;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The model calls of one answer. For the first, leave was got before the question was stored; each
 * repeat asks its model's breaker anew.
 */
final class ModelCalls implements Answer.ModelCall {

  private final BedrockModel bedrock;
  private final Breaker breaker;
  private final AtomicReference<Leave> first;
  private final Duration patience;
  private final ExecutorService threads;

  /**
   * @param patience how long a model may be silent
   */
  ModelCalls(
      BedrockModel bedrock,
      Breaker breaker,
      Leave first,
      Duration patience,
      ExecutorService threads) {
    this.bedrock = bedrock;
    this.breaker = breaker;
    this.first = new AtomicReference<>(first);
    this.patience = patience;
    this.threads = threads;
  }

  @Override
  public void stream(Prompt prompt, ModelListener listener, Duration after) {
    var executor =
        after.isZero()
            ? threads
            : CompletableFuture.delayedExecutor(after.toMillis(), TimeUnit.MILLISECONDS, threads);
    executor.execute(() -> call(prompt, listener));
  }

  private void call(Prompt prompt, ModelListener listener) {
    ModelListener watched = listener;
    try {
      Leave given = first.getAndSet(null);
      watched = (given == null ? breaker.enter() : given).watched(listener, patience);
      bedrock.stream(prompt, watched);
    } catch (RuntimeException e) {
      watched.failed(e); // Left alone, or the request could not be made; nothing was sent.
    }
  }
}

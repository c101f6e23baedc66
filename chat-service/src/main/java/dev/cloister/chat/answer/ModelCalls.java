package dev.cloister.chat.answer;

import dev.cloister.chat.answer.AnswerEvent.End;
import dev.cloister.chat.bedrock.BedrockModel;
import dev.cloister.chat.bedrock.Breaker;
import dev.cloister.chat.bedrock.FileContents;
import dev.cloister.chat.bedrock.ModelListener;
import dev.cloister.chat.bedrock.Permit;
import dev.cloister.chat.bedrock.Prompt;
import dev.cloister.chat.usage.Meter;
import dev.cloister.chat.usage.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * The model calls of one answer. For the first, permit and budget were got before the question was
 * stored; each repeat asks its model's breaker anew, and all are on one meter.
 */
final class ModelCalls implements Answer.ModelCall {

  private final BedrockModel bedrock;
  private final Breaker breaker;
  private final AtomicReference<Permit> first;
  private final Meter meter;
  private final Function<Prompt, FileContents> files;
  private final Duration patience;
  private final ExecutorService threads;

  /**
   * @param files reads the files of a prompt
   * @param patience how long a model may be silent
   */
  ModelCalls(
      BedrockModel bedrock,
      Breaker breaker,
      Permit first,
      Meter meter,
      Function<Prompt, FileContents> files,
      Duration patience,
      ExecutorService threads) {
    this.bedrock = bedrock;
    this.breaker = breaker;
    this.first = new AtomicReference<>(first);
    this.meter = meter;
    this.files = files;
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

  @Override
  public CompletionStage<Void> ended(End end) {
    return meter.end(
        switch (end) {
          case AnswerEvent.Finished _ -> Outcome.FINISHED;
          case AnswerEvent.Stopped _ -> Outcome.STOPPED;
          case AnswerEvent.Blocked _ -> Outcome.BLOCKED;
          case AnswerEvent.Failed _ -> Outcome.FAILED;
        });
  }

  private void call(Prompt prompt, ModelListener listener) {
    ModelListener watched = listener;
    FileContents loaded = FileContents.NONE;
    try {
      Permit given = first.getAndSet(null);
      watched = (given == null ? breaker.acquire() : given).watched(listener, patience);
      Prompt covered = meter.cover(prompt);
      loaded = files.apply(covered);
      bedrock.stream(covered, loaded, meter.reading(covered, watched));
    } catch (RuntimeException e) {
      loaded.release().run();
      watched.failed(e); // Left alone, or the request could not be made; nothing was sent.
    }
  }
}

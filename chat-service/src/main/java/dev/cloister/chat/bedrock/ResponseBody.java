package dev.cloister.chat.bedrock;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A response's body for one subscriber. Demand becomes {@code fetch}, so HTTP/2 flow control
 * reaches the sender; cancelling resets the stream at once.
 */
final class ResponseBody implements Publisher<ByteBuffer>, Subscription {

  private static final long CANCEL = 0x8; // RFC 9113 section 7

  private final HttpClientRequest request;
  private final HttpClientResponse response;
  private final CompletableFuture<Void> done;
  private final AtomicBoolean over = new AtomicBoolean();

  ResponseBody(
      HttpClientRequest request, HttpClientResponse response, CompletableFuture<Void> done) {
    this.request = request;
    this.response = response;
    this.done = done;
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    response.exceptionHandler(
        e -> {
          if (over.compareAndSet(false, true)) {
            subscriber.onError(e);
            done.completeExceptionally(e);
          }
        });
    response.endHandler(
        v -> {
          if (over.compareAndSet(false, true)) {
            subscriber.onComplete();
            done.complete(null);
          }
        });
    response.handler(
        buffer -> {
          if (!over.get()) {
            subscriber.onNext(ByteBuffer.wrap(buffer.getBytes()));
          }
        });
    subscriber.onSubscribe(this);
  }

  @Override
  public void request(long n) {
    response.fetch(n);
  }

  @Override
  public void cancel() {
    if (over.compareAndSet(false, true)) {
      request.reset(CANCEL);
      done.completeExceptionally(new CancellationException("the listener left"));
    }
  }
}

package dev.cloister.chat.bedrock;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.http.SdkHttpExecutionAttribute;

/**
 * Takes an accepted stream over from the SDK. The SDK makes and signs the request, and understands
 * a refusal; what follows a 200 is read here, because its event-stream path costs two mebibytes a
 * stream (ADR 0004).
 */
final class StreamTap implements ModelStream {

  /** Tells the SDK's call that nothing more will come to it. */
  static final IOException TAKEN_OVER = new IOException("the stream is read outside the SDK");

  static final SdkHttpExecutionAttribute<StreamTap> ATTRIBUTE = new Attribute();

  private static final long CANCEL = 0x8; // RFC 9113 section 7

  private final ModelListener listener;
  private final AtomicBoolean over = new AtomicBoolean();
  private final EventStreamDecoder decoder;
  private volatile boolean taken;
  private volatile HttpClientRequest request;
  private HttpClientResponse response;

  StreamTap(ModelListener listener) {
    this.listener = listener;
    this.decoder =
        new EventStreamDecoder(
            message -> {
              ConverseEvent event = ConverseMessages.read(message);
              if (!over.get()) {
                listener.said(event);
              }
            });
  }

  /**
   * Whether the SDK has the call's end to tell: it has neither become this stream nor been
   * cancelled.
   */
  boolean isLeftToSdk() {
    return !taken && !over.get();
  }

  /** Whether the call, about to be sent so, is still wanted. */
  boolean allows(HttpClientRequest request) {
    this.request = request;
    return !over.get();
  }

  void take(HttpClientResponse response) {
    taken = true;
    this.response = response;
    listener.begun();
    response.handler(this::read);
    response.endHandler(v -> end());
    response.exceptionHandler(this::fail);
  }

  private void read(Buffer bytes) {
    if (over.get()) {
      return;
    }
    try {
      decoder.feed(bytes);
    } catch (RuntimeException e) {
      fail(e);
      request.reset(CANCEL);
    }
  }

  private void end() {
    if (decoder.isInsideMessage()) {
      fail(new IOException("the stream ended inside a message"));
    } else if (over.compareAndSet(false, true)) {
      listener.completed();
    }
  }

  private void fail(Throwable e) {
    if (over.compareAndSet(false, true)) {
      listener.failed(e);
    }
  }

  @Override
  public void pause() {
    response.pause();
  }

  @Override
  public void resume() {
    response.resume();
  }

  @Override
  public void cancel() {
    if (over.compareAndSet(false, true) && request != null) {
      request.reset(CANCEL);
    }
  }

  private static final class Attribute extends SdkHttpExecutionAttribute<StreamTap> {
    Attribute() {
      super(StreamTap.class);
    }
  }
}

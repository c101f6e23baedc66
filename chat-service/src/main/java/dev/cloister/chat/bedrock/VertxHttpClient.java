package dev.cloister.chat.bedrock;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.VertxInternal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.utils.BinaryUtils;

/**
 * The SDK's HTTP client on Vert.x: the same event loops that serve listeners, HTTP/2 streams
 * multiplexed on few connections, and nothing read that nobody has asked for. A request that
 * carries a {@link StreamTap} gives its response to that. ADR 0004 has the measurements behind it.
 *
 * <p>Each event loop has connections of its own, so that a token is read and written by one thread.
 * Vert.x by itself takes whichever connection was used last, and wakes a second one.
 */
final class VertxHttpClient implements SdkAsyncHttpClient {

  private static final long CANCEL = 0x8; // RFC 9113 section 7

  private final VertxInternal vertx;
  private final Map<EventExecutor, HttpClient> clients = new IdentityHashMap<>();

  VertxHttpClient(Vertx vertx, BedrockConfig config) {
    this.vertx = (VertxInternal) vertx;
    var options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false)
            // Each stream's window bounds what it holds; a common one would let a paused stream
            // use it up and stop all others on its connection.
            .setHttp2ConnectionWindowSize(Integer.MAX_VALUE)
            .setUseAlpn(true)
            .setConnectTimeout((int) config.connectTimeout().toMillis())
            .setDecompressionSupported(false);
    var loops = new ArrayList<EventExecutor>();
    this.vertx.getEventLoopGroup().forEach(loops::add);
    int connections = Math.ceilDiv(config.maxConnections(), loops.size());
    var pool = new PoolOptions().setHttp1MaxSize(connections * 100).setHttp2MaxSize(connections);
    loops.forEach(loop -> clients.put(loop, vertx.createHttpClient(options, pool)));
  }

  /** The one whose connections are read by the event loop of whoever calls. */
  private HttpClient client() {
    return clients.get(vertx.getOrCreateContext().nettyEventLoop());
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest sdk) {
    var done = new CompletableFuture<Void>();
    client()
        .request(options(sdk.request()))
        .onFailure(e -> fail(sdk, done, e))
        .onSuccess(
            request -> {
              StreamTap tap = tap(sdk);
              if (tap != null && !tap.allows(request)) {
                request.reset(CANCEL);
                fail(sdk, done, new CancellationException("cancelled before it was sent"));
                return;
              }
              done.whenComplete((ok, e) -> closeUnwanted(request, tap, e));
              request
                  .response()
                  .onFailure(e -> fail(sdk, done, e))
                  .onSuccess(response -> hand(sdk, done, request, response));
              sdk.requestContentPublisher().subscribe(new Body(request));
            });
    return done;
  }

  private static RequestOptions options(SdkHttpRequest sdk) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(sdk.method().name()))
            .setHost(sdk.host())
            .setPort(sdk.port())
            .setSsl("https".equals(sdk.protocol()))
            .setURI(sdk.encodedPath() + query(sdk));
    sdk.forEachHeader(
        (name, values) -> {
          // Host is set from the address, and HTTP/2 knows no Expect.
          if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Expect")) {
            values.forEach(value -> options.addHeader(name, value));
          }
        });
    return options;
  }

  private static String query(SdkHttpRequest sdk) {
    return sdk.encodedQueryParameters().map(q -> "?" + q).orElse("");
  }

  /** The SDK gives a call up by failing its future. */
  private static void closeUnwanted(HttpClientRequest request, StreamTap tap, Throwable e) {
    if (e != null && (tap == null || tap.isLeftToSdk())) {
      request.reset(CANCEL);
    }
  }

  private static StreamTap tap(AsyncExecuteRequest sdk) {
    return sdk.httpExecutionAttributes().getAttribute(StreamTap.ATTRIBUTE);
  }

  private static void hand(
      AsyncExecuteRequest sdk,
      CompletableFuture<Void> done,
      HttpClientRequest request,
      HttpClientResponse response) {
    StreamTap tap = tap(sdk);
    if (tap != null && response.statusCode() == 200) {
      tap.take(response);
      fail(sdk, done, StreamTap.TAKEN_OVER);
      return;
    }
    response.pause();
    var head = SdkHttpFullResponse.builder().statusCode(response.statusCode());
    response.headers().forEach(h -> head.appendHeader(h.getKey(), h.getValue()));
    sdk.responseHandler().onHeaders(head.build());
    sdk.responseHandler().onStream(new ResponseBody(request, response, done));
  }

  private static void fail(AsyncExecuteRequest sdk, CompletableFuture<Void> done, Throwable e) {
    sdk.responseHandler().onError(e);
    done.completeExceptionally(e);
  }

  @Override
  public String clientName() {
    return "Vertx";
  }

  @Override
  public void close() {
    clients.values().forEach(HttpClient::close);
  }

  /** Collects the SDK's request body and sends it: one JSON document, or nothing. */
  private static final class Body implements Subscriber<ByteBuffer> {

    private final HttpClientRequest request;
    private final Buffer body = Buffer.buffer();

    Body(HttpClientRequest request) {
      this.request = request;
    }

    @Override
    public void onSubscribe(Subscription s) {
      s.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer bytes) {
      body.appendBytes(BinaryUtils.copyRemainingBytesFrom(bytes));
    }

    @Override
    public void onError(Throwable e) {
      request.reset(0, e);
    }

    @Override
    public void onComplete() {
      if (body.length() == 0) {
        request.end();
      } else {
        request.end(body);
      }
    }
  }
}

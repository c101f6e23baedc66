package dev.cloister.chat.bedrock;

import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.FaultOrder;
import dev.cloister.localcloud.testkit.StandIn;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/**
 * What an open ConverseStream costs in memory, by the HTTP client under the SDK; "tap" is what this
 * service does. Not a test: its name keeps it out of the suite. With {@code ./cloister up} running
 * in another terminal:
 *
 * <pre>
 * for client in netty crt vertx tap; do for streams in 500 1000; do
 *   mvn -q -pl chat-service test -Dtest=HttpClientMemoryBench -Dsurefire.failIfNoSpecifiedTests=false \
 *     -DargLine="-XX:+UseSerialGC -Xmx4g -Dbench.client=$client -Dbench.streams=$streams"
 * done; done
 * </pre>
 */
class HttpClientMemoryBench {

  private static final URI BEDROCK =
      URI.create(System.getProperty("bench.bedrock", "http://127.0.0.1:8087"));

  @Test
  void measure() throws Exception {
    String kind = System.getProperty("bench.client", "vertx");
    int streams = Integer.getInteger("bench.streams", 500);
    var control = new StandIn(BEDROCK);
    control.order(new FaultOrder("memory", null, streams + 1, List.of(new Fault.Stall(5))));
    Vertx vertx = Vertx.vertx();
    try (SdkAsyncHttpClient http = client(kind, vertx, streams);
        BedrockRuntimeAsyncClient sdk = sdk(http)) {
      open(kind, sdk, 1).await(20, TimeUnit.SECONDS);
      long[] before = memory();
      boolean all = open(kind, sdk, streams).await(60, TimeUnit.SECONDS);
      long[] after = memory();
      System.out.printf(
          "%-6s %5d streams%s: heap %6.1f KB, direct %6.1f KB, RSS %6.1f KB a stream%n",
          kind,
          streams,
          all ? "" : " (not all opened)",
          (after[0] - before[0]) / 1024.0 / streams,
          (after[1] - before[1]) / 1024.0 / streams,
          (after[2] - before[2]) / 1024.0 / streams);
    } finally {
      control.clear();
      vertx.close();
    }
  }

  private static SdkAsyncHttpClient client(String kind, Vertx vertx, int streams) {
    return switch (kind) {
      case "vertx", "tap" -> new VertxHttpClient(vertx, new Settings());
      case "netty" ->
          NettyNioAsyncHttpClient.builder()
              .maxConcurrency(streams + 10)
              .connectionAcquisitionTimeout(Duration.ofSeconds(60))
              .build();
      case "crt" -> AwsCrtAsyncHttpClient.builder().maxConcurrency(streams + 10).build();
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static BedrockRuntimeAsyncClient sdk(SdkAsyncHttpClient http) {
    return BedrockRuntimeAsyncClient.builder()
        .httpClient(http)
        .region(Region.US_EAST_1)
        .endpointOverride(BEDROCK)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local-secret")))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  private static CountDownLatch open(String kind, BedrockRuntimeAsyncClient sdk, int streams) {
    var heard = new CountDownLatch(streams);
    var question = Message.builder().role("user").content(ContentBlock.fromText("memory")).build();
    for (int i = 0; i < streams; i++) {
      if (kind.equals("tap")) {
        var turns = List.of(new Turn(Turn.Role.USER, "memory"));
        var prompt = new Prompt("amazon.nova-lite-v1:0", List.of(), turns, 1000);
        new BedrockModel(sdk, new Settings())
            .stream(prompt, FileContents.NONE, new Listener(heard));
      } else {
        sdk.converseStream(
            r -> r.modelId("amazon.nova-lite-v1:0").messages(question),
            ConverseStreamResponseHandler.builder()
                .onEventStream(events -> events.subscribe(new SdkListener(heard)))
                .build());
      }
    }
    return heard;
  }

  /** Bytes of heap after collections, of direct buffers, and resident. */
  private static long[] memory() throws IOException {
    for (int i = 0; i < 5; i++) {
      System.gc();
    }
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    long resident =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(l -> l.startsWith("VmRSS"))
            .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) * 1024)
            .sum();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return new long[] {heap, direct, resident};
  }

  /** Counts a stream as open when its first text has come. */
  private static final class Listener implements ModelListener {

    private final CountDownLatch heard;
    private boolean counted;

    Listener(CountDownLatch heard) {
      this.heard = heard;
    }

    @Override
    public void calling(ModelStream stream) {}

    @Override
    public void begun() {}

    @Override
    public void said(ConverseEvent event) {
      if (event instanceof ConverseEvent.Text && !counted) {
        counted = true;
        heard.countDown();
      }
    }

    @Override
    public void completed() {}

    @Override
    public void failed(Throwable e) {}
  }

  /** The same through the SDK's own event-stream path, asking for one event at a time. */
  private static final class SdkListener implements Subscriber<ConverseStreamOutput> {

    private final CountDownLatch heard;
    private Subscription subscription;
    private boolean counted;

    SdkListener(CountDownLatch heard) {
      this.heard = heard;
    }

    @Override
    public void onSubscribe(Subscription s) {
      subscription = s;
      s.request(1);
    }

    @Override
    public void onNext(ConverseStreamOutput event) {
      if (event instanceof ContentBlockDeltaEvent && !counted) {
        counted = true;
        heard.countDown();
      }
      subscription.request(1);
    }

    @Override
    public void onError(Throwable e) {}

    @Override
    public void onComplete() {}
  }

  private record Settings() implements BedrockConfig {
    @Override
    public Optional<String> region() {
      return Optional.empty();
    }

    @Override
    public Optional<URI> runtimeEndpoint() {
      return Optional.empty();
    }

    @Override
    public Optional<Role> role() {
      return Optional.empty();
    }

    @Override
    public Optional<Guardrail> guardrail() {
      return Optional.empty();
    }

    @Override
    public Optional<URI> controlEndpoint() {
      return Optional.empty();
    }

    @Override
    public Optional<Credentials> credentials() {
      return Optional.empty();
    }

    @Override
    public Duration connectTimeout() {
      return Duration.ofSeconds(3);
    }

    @Override
    public int maxConnections() {
      return 64;
    }
  }
}

package dev.cloister.acceptance.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.acceptance.Event;
import dev.cloister.acceptance.EventStream;
import dev.cloister.acceptance.Packaged;
import dev.cloister.acceptance.Person;
import dev.cloister.acceptance.RunningPlatform;
import dev.cloister.acceptance.ValkeyServer;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.FaultOrder;
import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * The images, built as a person builds them and run with the chart's own security context,
 * environment, mounts, limits and probes.
 */
@Tag("containers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainersTest {

  private static final List<String> SERVICES =
      List.of("history-service", "feedback-service", "chat-service");
  private static final String SECOND = "chat-service.second";
  private static final URI ANY_PORT = URI.create("http://127.0.0.1:0");
  private static final int BUILD_SECONDS = 1800;
  private static final int PEOPLE = 4;
  private static final int TOKENS = 60;

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Map<String, Pod> pods = new LinkedHashMap<>();
  private Podman podman;
  private LoopbackRegistry registry;
  private String base;
  private Images images;
  private RunningPlatform cloud;
  private Release release;

  @Timeout(BUILD_SECONDS)
  @BeforeAll
  void theImagesRunAsTheChartSays() throws Exception {
    podman = Podman.configured();
    Command.skip("No image is run", podman.whyNot());
    registry = opened(LoopbackRegistry.start());
    base = Images.base(podman, registry, Packaged.natively());
    images = Images.build(registry, base, "first", Packaged.natively());
    ValkeyServer valkey = opened(ValkeyServer.start());
    cloud =
        opened(
            RunningPlatform.start(
                Files.createTempDirectory(RunningPlatform.target(), "containers-"),
                Map.of(),
                "--only-cloud",
                "--second-chat"));
    release = Release.of(cloud, images, valkey.url());
    for (String service : SERVICES) {
      start(service, service);
    }
    start("chat-service", SECOND);
  }

  private <T extends AutoCloseable> T opened(T resource) {
    running.push(resource);
    return resource;
  }

  private void start(String service, String at) throws Exception {
    var arguments =
        new PodArguments(
            release, "Deployment", service, cloud.url(at), cloud.url(at + ".management"));
    pods.put(at, opened(Pod.start(podman, name(at), arguments)));
  }

  private String name(String at) {
    return "cloister-test-" + cloud.origin().getPort() + "-" + at;
  }

  @AfterAll
  void end() throws Exception {
    for (AutoCloseable resource : running) {
      resource.close();
    }
  }

  @Test
  void aQuestionIsAnsweredResumedStoppedStoredAndRated() throws Exception {
    StandIn bedrock = new StandIn(cloud.bedrock());
    Person alice = Person.somebody(cloud);
    UUID session = UUID.randomUUID();
    List<Event> events = new ArrayList<>();

    try (EventStream stream = alice.ask(session, "How is an answer resumed, event by event?")) {
      events.addAll(stream.next(4));
    }
    String answer = events.getFirst().data().path("id").asText();
    try (EventStream again = alice.listen(answer, 4)) {
      events.addAll(again.rest());
    }
    assertThat(events)
        .extracting(Event::id)
        .isEqualTo(IntStream.rangeClosed(1, events.size()).boxed().toList());
    assertThat(events.getLast().name()).isEqualTo("finished");

    String slow = "Stop me " + session;
    bedrock.order(slow, new Fault.Pace(20_000, 2_000));
    try (EventStream stream = alice.ask(session, slow)) {
      String stopped = stream.next(3).getFirst().data().path("id").asText();
      assertThat(alice.delete("/v1/chat/answers/" + stopped).status()).isEqualTo(204);
      assertThat(stream.rest().getLast().name()).isEqualTo("stopped");
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> bedrock.streams().open() == 0);

    JsonNode history = alice.get("/v1/sessions/" + session).json().path("history");
    assertThat(history).hasSize(4);
    assertThat(history.get(1).path("content").asText())
        .isEqualTo(events.stream().map(Event::text).collect(Collectors.joining()));
    assertThat(history.get(3).at("/metadata/status").asText()).isEqualTo("stopped");
    Map<String, String> rating =
        Map.of("session_id", session.toString(), "message_id", answer, "rating", "thumbs_up");
    assertThat(alice.send("POST", "/v1/feedback", rating).status()).isBetween(200, 201);
    assertThat(alice.get("/v1/feedback").json().toString()).contains(answer);
    assertThat(Person.somebody(cloud).get("/v1/sessions").json()).isEmpty();
  }

  /** The Job of helm test. Pods have no role here, so STS knows it by the account's keys. */
  @Test
  void theImageLooksAroundAsHelmTestHasIt() throws Exception {
    String job = "chat-service-preflight";
    new StandIn(cloud.bedrock()).order("Say " + Release.UNLISTED, new Fault.Deny());

    String said =
        podman.run(new PodArguments(release, "Job", job, ANY_PORT, ANY_PORT).run(name(job)));

    assertThat(said)
        .contains(
            "ok    AWS role: arn:aws:iam::000000000000:user/local",
            "ok    history-service: ",
            "ok    models: a token of each: amazon.nova-lite-v1:0",
            "ok    no way out: not reached: 127.0.0.1:9",
            "ok    stream store: it answers",
            "ok    unlisted model: " + Release.UNLISTED + " is refused by AWS",
            "ok    usage table: ");
  }

  @Promise(10)
  @Test
  void replacingOnePodAfterTheOtherFailsNoAnswer() throws Exception {
    String mark = "mark-" + UUID.randomUUID();
    new StandIn(cloud.bedrock())
        .order(FaultOrder.on(mark, new Fault.Pace(40_000, TOKENS)).times(100_000));
    String whole =
        IntStream.range(0, TOKENS).mapToObj(i -> "t" + i + " ").collect(Collectors.joining());
    AtomicBoolean over = new AtomicBoolean();
    Callable<Integer> asking =
        () -> {
          Person person = Person.somebody(cloud);
          int answers = 0;
          while (!over.get() || answers == 0) {
            try (EventStream stream = person.askOnceAdmitted(UUID.randomUUID(), mark)) {
              List<Event> events = stream.rest();
              assertThat(events.getLast().name()).isEqualTo("finished");
              assertThat(events.stream().map(Event::text).collect(Collectors.joining()))
                  .isEqualTo(whole);
              answers++;
            }
          }
          return answers;
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> people = new ArrayList<>();
      for (int i = 0; i < PEOPLE; i++) {
        people.add(threads.submit(asking));
      }
      try {
        for (String pod : List.of("chat-service", SECOND)) {
          assertThat(pods.get(pod).stop()).as(pods.get(pod).log()).isIn(0, 143);
          start("chat-service", pod);
        }
      } finally {
        over.set(true);
      }
      for (Future<Integer> answers : people) {
        assertThat(answers.get()).isPositive();
      }
    }
  }

  @Test
  void noProcessMayRiseOrWrite() throws Exception {
    for (Pod pod : pods.values()) {
      assertThat(pod.status("Uid")).startsWith("10001\t10001\t10001\t10001");
      assertThat(pod.status("Gid")).startsWith("10001\t10001\t10001\t10001");
      assertThat(pod.status("CapBnd")).isEqualTo("0000000000000000");
      assertThat(pod.status("NoNewPrivs")).isEqualTo("1");
      assertThat(pod.status("Seccomp")).isEqualTo("2");
      assertThat(Files.readString(pod.root().resolveSibling("mounts")))
          .containsPattern("(?m)^\\S+ / \\S+ ro[, ]")
          .containsPattern("(?m)^\\S+ /tmp tmpfs rw[, ]");
    }
  }

  @Test
  void aNativeImageHoldsNoShellAndNoRuntime() throws Exception {
    assumeTrue(Packaged.natively(), "JVM images have what their base has");
    for (Pod pod : pods.values()) {
      for (String program : List.of("bin", "usr/bin", "sbin", "usr/sbin", "opt/java")) {
        assertThat(pod.root().resolve(program)).doesNotExist();
      }
    }
  }

  @Test
  void anImageSaysWhatItIsAndWhatIsInIt() throws Exception {
    for (String service : SERVICES) {
      JsonNode configuration = images.configuration(service);

      assertThat(configuration.at("/config/User").asText()).isEqualTo("10001:10001");
      JsonNode labels = configuration.at("/config/Labels");
      assertThat(labels.path("org.opencontainers.image.title").asText()).isEqualTo(service);
      assertThat(labels.path("org.opencontainers.image.licenses").asText()).isEqualTo("Apache-2.0");
      assertThat(labels.path("org.opencontainers.image.version").asText()).isNotEmpty();
      assertThat(labels.path("org.opencontainers.image.revision").asText())
          .matches("[0-9a-f]{40}(-changed)?");
      Path bill = pods.get(service).root().resolve("usr/local/share/sbom/" + service + ".cdx.json");
      assertThat(Files.readString(bill))
          .contains("\"bomFormat\" : \"CycloneDX\"", "pkg:maven/dev.cloister/service-edge@");
    }
    Path page = pods.get("chat-service").root().resolve("usr/local/share/sbom/page.cdx.json");
    assertThat(Files.readString(page)).contains("\"CycloneDX\"", "pkg:npm/oidc-client-ts@");
  }

  @Timeout(BUILD_SECONDS)
  @Test
  void theSameInputMakesTheSameImage() throws Exception {
    Images again = Images.buildElsewhere(registry, base, "again");

    assertThat(again.digests()).isEqualTo(images.digests());
  }
}

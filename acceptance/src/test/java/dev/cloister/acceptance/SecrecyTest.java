package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.Tokens;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged services, told to log and to trace as much as they can, and asked for everything,
 * good and bad. What people say, who they are and what opens doors must be in no log, metric, trace
 * or error.
 */
@Promise(13)
class SecrecyTest {

  private static final List<String> SERVICES =
      List.of("chat-service", "history-service", "feedback-service");

  private static final Canaries CANARIES = new Canaries();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What each request brings along for tracing; where any text is allowed, a canary. */
  private static final Map<String, String> TRACING =
      Map.of(
          "traceparent",
          "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
          "tracestate",
          "vendor=" + CANARIES.hatch("tracestate"),
          "baggage",
          "user=%s;told=%s".formatted(CANARIES.hatch("baggage"), CANARIES.hatch("its property")),
          "X-Amzn-Trace-Id",
          "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1;By=" + CANARIES.hatch("X-Ray's id"));

  private static Path logs;
  private static Collector collector;
  private static RunningPlatform platform;
  private static StandIn bedrock;
  private static String door;
  private static String token;
  private static String workload;

  @BeforeAll
  static void start() throws Exception {
    Path work = Files.createTempDirectory(RunningPlatform.target(), "secrecy-");
    logs = work.resolve("data/logs");
    door = CANARIES.hatch("origin-verify value");
    collector = new Collector();
    platform = RunningPlatform.start(work, talkative());
    bedrock = new StandIn(platform.bedrock());
    Tokens tokens = new Tokens(platform.issuer());
    token = CANARIES.mark("user's token", tokens.user(CANARIES.hatch("user's name")));
    workload = CANARIES.mark("workload's token", tokens.workload());
  }

  private static Map<String, String> talkative() {
    String secret = CANARIES.hatch("secret access key");
    String session = CANARIES.hatch("session token");
    var variables = new HashMap<>(collector.variables());
    variables.put("QUARKUS_LOG_LEVEL", "TRACE");
    // So much is told that starting takes long.
    variables.put("QUARKUS_DYNAMODB_API_CALL_TIMEOUT", "60s");
    variables.put(
        "CLOISTER_UNSAFE_ALLOW", "plain-http,create-store,static-credentials,content-logging");
    variables.put("CLOISTER_PAGE_TOKEN_KEY", CANARIES.hatch("page-token key"));
    variables.put("CLOISTER_ORIGIN_VERIFY_VALUES", door);
    variables.put("AWS_ACCESS_KEY_ID", "local");
    variables.put("AWS_SECRET_ACCESS_KEY", secret);
    variables.put("AWS_SESSION_TOKEN", session);
    variables.put("QUARKUS_DYNAMODB_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY", secret);
    variables.put("QUARKUS_DYNAMODB_AWS_CREDENTIALS_STATIC_PROVIDER_SESSION_TOKEN", session);
    return variables;
  }

  @AfterAll
  static void stop() {
    if (platform != null) {
      platform.close();
    }
    collector.close();
    // Exporters send the last of what they have when they are stopped.
    assertThat(CANARIES.in(collector.heard())).as("what was traced").isEmpty();
    assertThat(collector.isIdle()).as("nothing is traced, see ADR 0026").isTrue();
  }

  @Test
  void answersThatSucceed() throws Exception {
    UUID session = UUID.randomUUID();
    String question = CANARIES.hatch("question");
    bedrock.order(question, new Fault.Text(CANARIES.hatch("answer")));
    bedrock.order(question, new Fault.Text(CANARIES.hatch("generated title")));
    String key = CANARIES.hatch("idempotency key");

    String body =
        "{\"text\":\"%s\",\"system\":\"%s\"}"
            .formatted(question, CANARIES.hatch("system instructions"));
    assertThat(ask(session, body, key).statusCode()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> bedrock.orders().stream().noneMatch(o -> question.equals(o.match())));
    ask(session, body, key);
    ask(session, question(CANARIES.hatch("question with another's key")), key);
    String title = "{\"title\":\"" + CANARIES.hatch("title") + "\"}";
    origin("PATCH", "/v1/sessions/" + session, title);
    origin("GET", "/v1/sessions/" + session, null);
    origin("GET", "/v1/sessions?limit=1", null);
    origin("DELETE", "/v1/sessions/" + session, null);
    nothingIsGivenAway();
  }

  static Stream<Fault> faults() {
    String message = CANARIES.hatch("Bedrock's message");
    return Stream.of(
        new Fault.Refuse(400, "ValidationException", message),
        new Fault.Refuse(403, "AccessDeniedException", message),
        new Fault.Refuse(500, "InternalServerException", message),
        new Fault.Refuse(503, "ServiceUnavailableException", message, 9),
        new Fault.Refuse(418, "NeverHeardOfException", message),
        new Fault.Throttle(9),
        new Fault.Guardrail(),
        new Fault.Cut(1),
        new Fault.Corrupt(1),
        new Fault.Garbage(1),
        new Fault.ExceptionFrame("internalServerException", 1));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void answersThatFail(Fault fault) throws Exception {
    String question = CANARIES.hatch("question that fails");
    bedrock.order(question, new Fault.Text(CANARIES.hatch("broken answer").repeat(3)), fault);

    ask(UUID.randomUUID(), question(question), CANARIES.hatch("idempotency key"));
    nothingIsGivenAway();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\": \"%s",
        "{\"%s\": 1}",
        "\"%s\"",
        "{\"text\": {\"a\": \"%s\"}}",
        "{\"text\": \"a\", \"modelId\": \"%s\"}",
        "{\"title\": [\"%s\"]}",
        "{\"rating\": \"%s\", \"text_feedback\": \"%s\"}",
        "%s"
      })
  void bodiesThatAreWrong(String body) throws Exception {
    String wrong = body.replace("%s", CANARIES.hatch("wrong body"));
    UUID id = UUID.randomUUID();

    List<HttpResponse<String>> refusals =
        List.of(
            origin("POST", "/v1/chat/sessions/" + id + "/answers", wrong),
            origin("PATCH", "/v1/sessions/" + id, wrong),
            origin("POST", "/v1/feedback", wrong),
            internal("POST", id + "/turns", wrong),
            internal("PUT", id + "/answers/" + id, wrong),
            internal("PUT", id + "/answers/" + id + "/end", wrong),
            internal("PUT", id + "/title", wrong));

    assertThat(refusals).allMatch(refusal -> refusal.statusCode() >= 400);
    nothingIsGivenAway();
  }

  @Test
  void tokensThatAreWrong() throws Exception {
    Tokens tokens = new Tokens(platform.issuer());
    String expired = tokens.expired(CANARIES.hatch("name of somebody late"));
    String forged = token.substring(0, token.lastIndexOf('.') + 1) + CANARIES.hatch("signature");
    for (String wrong :
        List.of(expired, forged, workload, "eyJ." + CANARIES.hatch("nonsense"), "")) {
      if (!wrong.isEmpty()) {
        CANARIES.mark("wrong token", wrong);
      }
      for (String path : List.of("/v1/models", "/v1/sessions", "/v1/feedback")) {
        HttpRequest.Builder request = request(platform.origin().resolve(path), wrong);
        assertThat(send(request.GET()).statusCode()).isEqualTo(401);
      }
    }
    HttpRequest.Builder outside =
        HttpRequest.newBuilder(platform.origin().resolve("/v1/sessions"))
            .header("Authorization", "Bearer " + token)
            .header("X-Origin-Verify", CANARIES.hatch("wrong origin-verify value"));
    TRACING.forEach(outside::header);
    assertThat(send(outside).statusCode()).isEqualTo(403);
    nothingIsGivenAway();
  }

  @Test
  void queriesThatAreWrong() throws Exception {
    String stray = CANARIES.hatch("page token");

    assertThat(origin("GET", "/v1/sessions?next_token=" + stray, null).statusCode()).isEqualTo(400);
    assertThat(origin("GET", "/v1/feedback?next_token=" + stray, null).statusCode()).isEqualTo(400);
    nothingIsGivenAway();
  }

  @Test
  void whatIsLargeAndGoesToS3() throws Exception {
    UUID session = UUID.randomUUID();
    String question = CANARIES.hatch("long question");
    String answer = CANARIES.hatch("long answer");
    bedrock.order(question, new Fault.Text((answer + " ").repeat(10_000)));

    assertThat(ask(session, question((question + " ").repeat(6_000)), null).statusCode())
        .isEqualTo(200);
    assertThat(origin("GET", "/v1/sessions/" + session, null).body()).contains(answer);
    origin("DELETE", "/v1/sessions/" + session, null);
    nothingIsGivenAway();
  }

  @Test
  void filesAndWhatTheyAreCalled() throws Exception {
    UUID session = UUID.randomUUID();
    String id = UUID.randomUUID().toString();
    String name = CANARIES.hatch("file's name");
    String content = CANARIES.hatch("file's content");
    String file = "/v1/sessions/" + session + "/attachments/" + id;

    String named = file + "?filename=" + name;
    assertThat(upload(named, "text/plain", content).statusCode()).isEqualTo(201);
    assertThat(upload(named, "text/plain", content + "!").statusCode()).isEqualTo(409);
    assertThat(upload(named, "application/pdf", content).statusCode()).isEqualTo(400);
    assertThat(upload(named, CANARIES.hatch("type") + "/x", content).statusCode()).isEqualTo(415);
    assertThat(upload(file + "?filename=a%2F" + name, "text/plain", content).statusCode())
        .isEqualTo(400);
    String asked = "{\"text\":\"What is this?\",\"attachments\":[\"%s\"]}";
    assertThat(ask(session, asked.formatted(id), null).statusCode()).isEqualTo(200);
    assertThat(ask(session, asked.formatted(UUID.randomUUID()), null).statusCode()).isEqualTo(400);
    assertThat(origin("GET", file, null).body()).isEqualTo(content);
    assertThat(origin("DELETE", file, null).statusCode()).isEqualTo(409);
    origin("DELETE", "/v1/sessions/" + session, null);
    nothingIsGivenAway();
  }

  private static HttpResponse<String> upload(String path, String type, String content)
      throws Exception {
    return send(
        request(platform.origin().resolve(path), token)
            .setHeader("Content-Type", type)
            .PUT(BodyPublishers.ofString(content)));
  }

  @Test
  void ratings() throws Exception {
    String body =
        """
        {"session_id": "%s", "message_id": "%s", "rating": "thumbs_down",
         "reason": "other", "text_feedback": "%s"}
        """
            .formatted(UUID.randomUUID(), UUID.randomUUID(), CANARIES.hatch("feedback"));

    origin("POST", "/v1/feedback", body);
    origin("GET", "/v1/feedback", null);
    nothingIsGivenAway();
  }

  @Test
  void whatTracersWouldHandOn() throws Exception {
    for (Map.Entry<String, String> wrong : wrongTracing()) {
      String canary = CANARIES.hatch("wrong " + wrong.getKey());
      String value = wrong.getValue().replace("%s", canary);
      for (HttpRequest.Builder request : requestsOfAllKinds()) {
        HttpResponse<String> response = send(request.setHeader(wrong.getKey(), value));
        // A list of one's own chats may tell other canaries, as their titles.
        assertThat(response.headers().map() + response.body()).doesNotContain(canary);
      }
    }
    nothingIsGivenAway();
  }

  private static List<Map.Entry<String, String>> wrongTracing() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    return List.of(
        Map.entry("traceparent", "%s"),
        Map.entry("traceparent", "00-%s-b7ad6b7169203331-01"),
        Map.entry("traceparent", "00-" + trace + "-%s-01"),
        Map.entry("traceparent", "cc-" + trace + "-b7ad6b7169203331-01-%s"),
        Map.entry("tracestate", "%s"),
        Map.entry("tracestate", "=%s,,@=%s"),
        Map.entry("baggage", "%s"),
        Map.entry("baggage", "a=%zz%s;;=%s,%s"),
        Map.entry("X-Amzn-Trace-Id", "%s"),
        Map.entry("X-Amzn-Trace-Id", "Root=%s;Parent=%s;Sampled=%s"),
        Map.entry("b3", "%s-1-%s"),
        // A harmless one of 128 characters at most is the request's id, and is told on purpose.
        Map.entry("X-Request-Id", "<%s>"),
        Map.entry("X-Request-Id", "%s %s"),
        Map.entry("X-Request-Id", "%s".repeat(4)));
  }

  /** Some that succeed and some that fail, at each service. */
  private static List<HttpRequest.Builder> requestsOfAllKinds() {
    URI origin = platform.origin();
    UUID id = UUID.randomUUID();
    URI answers = origin.resolve("/v1/chat/sessions/" + id + "/answers");
    URI turns = platform.url("history-service").resolve("/internal/v1/sessions/" + id + "/turns");
    return List.of(
        request(answers, token).POST(BodyPublishers.ofString(question("a question"))),
        request(answers, token).POST(BodyPublishers.ofString("{")),
        request(origin.resolve("/v1/sessions"), token),
        request(origin.resolve("/v1/sessions"), "no token"),
        request(origin.resolve("/v1/sessions/" + id), token).DELETE(),
        request(turns, workload).POST(BodyPublishers.ofString("{")),
        request(origin.resolve("/v1/feedback"), token),
        request(origin.resolve("/v1/feedback"), token).POST(BodyPublishers.ofString("{")));
  }

  private static HttpResponse<String> ask(UUID session, String body, String key) throws Exception {
    HttpRequest.Builder request =
        request(platform.origin().resolve("/v1/chat/sessions/" + session + "/answers"), token);
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return send(request.POST(BodyPublishers.ofString(body)));
  }

  private static String question(String text) {
    return "{\"text\":\"" + text + "\"}";
  }

  private static HttpResponse<String> origin(String method, String path, String body)
      throws Exception {
    HttpRequest.Builder request = request(platform.origin().resolve(path), token);
    return send(request.method(method, publisher(body)));
  }

  /** As chat-service would, on behalf of nobody in particular. */
  private static HttpResponse<String> internal(String method, String path, String body)
      throws Exception {
    URI uri = platform.url("history-service").resolve("/internal/v1/sessions/" + path);
    HttpRequest.Builder request = request(uri, workload).header("Cloister-Subject", "somebody");
    return send(request.method(method, publisher(body)));
  }

  private static HttpRequest.BodyPublisher publisher(String body) {
    return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
  }

  private static HttpRequest.Builder request(URI uri, String token) {
    var request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + token)
            .header("X-Origin-Verify", door)
            .header("Content-Type", "application/json");
    TRACING.forEach(request::header);
    return request;
  }

  /** What refuses must not quote either. */
  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() >= 400) {
      assertThat(CANARIES.in(response.headers().map() + response.body())).isEmpty();
    }
    return response;
  }

  private static void nothingIsGivenAway() throws Exception {
    assertThat(CANARIES.in(collector.heard())).as("what was traced").isEmpty();
    for (String service : SERVICES) {
      String log = read(logs.resolve(service + ".log"));
      assertThat(log).as("what is not told is not kept secret").contains("Root log level TRACE");
      assertThat(CANARIES.in(log)).as(service + "'s log").isEmpty();
      for (String path : List.of("/q/metrics", "/q/health")) {
        URI uri = platform.url(service + ".management").resolve(path);
        String told =
            HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        assertThat(CANARIES.in(told)).as(service + path).isEmpty();
      }
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}

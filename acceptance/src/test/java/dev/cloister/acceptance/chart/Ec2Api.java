package dev.cloister.acceptance.chart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * What EC2 says of endpoint services, by its own query protocol, so that the real command line can
 * ask it.
 */
final class Ec2Api implements AutoCloseable {

  static final String SERVICE = "vpce-svc-0123456789abcdef0";

  private final HttpServer server;
  private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Connection> connections = new ConcurrentHashMap<>();
  private final Deque<String> nameStates = new ArrayDeque<>(List.of("pendingVerification"));
  private final Deque<List<String>> services = new ArrayDeque<>(List.of(List.of(SERVICE)));
  private String refusedAction = "";

  private record Connection(String owner, String state) {}

  Ec2Api() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** Which services have the tag, when asked for the first time, the second and so on. */
  Ec2Api services(List<List<String>> found) {
    services.clear();
    services.addAll(found);
    return this;
  }

  /** How far the name is, once its verification has been started that many times. */
  Ec2Api name(String... states) {
    nameStates.clear();
    nameStates.addAll(List.of(states));
    return this;
  }

  Ec2Api connection(String endpoint, String owner, String state) {
    connections.put(endpoint, new Connection(owner, state));
    return this;
  }

  Ec2Api refusesOnce(String action) {
    refusedAction = action;
    return this;
  }

  /** Everything that was asked for, by the names of IAM. */
  List<String> actions() {
    return asked.stream().map(call -> "ec2:" + call.get("Action")).toList();
  }

  List<String> changes() {
    return actions().stream().filter(action -> !action.startsWith("ec2:Describe")).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> call =
        form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    asked.add(call);
    boolean refused = call.get("Action").equals(refusedAction);
    if (refused) {
      refusedAction = "";
    }
    String body = refused ? REFUSAL : "<R xmlns=\"http://ec2\">" + said(call) + "</R>";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(refused ? 403 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String said(Map<String, String> call) {
    return switch (call.get("Action")) {
      case "DescribeVpcEndpointServiceConfigurations" ->
          call.containsKey("ServiceId.1")
              ? configurations(List.of(call.get("ServiceId.1")))
              : configurations(tagged(call));
      case "StartVpcEndpointServicePrivateDnsVerification" -> {
        nextOf(nameStates);
        yield "<return>true</return>";
      }
      case "DescribeVpcEndpointConnections" -> connection(filter(call, "vpc-endpoint-id"));
      case "AcceptVpcEndpointConnections" -> {
        connections.computeIfPresent(
            call.get("VpcEndpointId.1"), (id, c) -> new Connection(c.owner(), "available"));
        yield "<unsuccessful/>";
      }
      default -> throw new AssertionError("nobody should ask for " + call);
    };
  }

  private List<String> tagged(Map<String, String> call) {
    return "cloister-provider".equals(filter(call, "tag:Name")) ? nextOf(services) : List.of();
  }

  private String configurations(List<String> ids) {
    return ids.stream()
        .map(
            id ->
                """
                <item><serviceId>%s</serviceId><privateDnsName>chat.corp.example</privateDnsName>
                <privateDnsNameConfiguration><state>%s</state><type>TXT</type><value>vpce:v</value>
                <name>_abc</name></privateDnsNameConfiguration></item>
                """
                    .formatted(id, nameStates.peek()))
        .collect(Collectors.joining("", "<serviceConfigurationSet>", "</serviceConfigurationSet>"));
  }

  private String connection(String endpoint) {
    Connection connection = connections.get(endpoint);
    String item =
        connection == null
            ? ""
            : """
              <item><vpcEndpointId>%s</vpcEndpointId><vpcEndpointOwner>%s</vpcEndpointOwner>
              <vpcEndpointState>%s</vpcEndpointState></item>
              """
                .formatted(endpoint, connection.owner(), connection.state());
    return "<vpcEndpointConnectionSet>" + item + "</vpcEndpointConnectionSet>";
  }

  private static <T> T nextOf(Deque<T> left) {
    return left.size() > 1 ? left.poll() : left.peek();
  }

  private static String filter(Map<String, String> call, String name) {
    return call.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(entry -> call.get(entry.getKey().replace(".Name", ".Value.1")))
        .findFirst()
        .orElse("");
  }

  private static Map<String, String> form(String body) {
    var values = new HashMap<String, String>();
    Arrays.stream(body.split("&"))
        .map(pair -> pair.split("=", 2))
        .forEach(pair -> values.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    return values;
  }

  private static final String REFUSAL =
      """
      <Response><Errors><Error><Code>UnauthorizedOperation</Code>
      <Message>You are not authorized to perform this operation.</Message></Error></Errors>
      <RequestID>1</RequestID></Response>
      """;
}

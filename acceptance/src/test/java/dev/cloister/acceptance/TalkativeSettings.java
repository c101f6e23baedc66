package dev.cloister.acceptance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** What makes services talkative, keys that they must keep, and the servers that this takes. */
final class TalkativeSettings implements AutoCloseable {

  private final List<String> services =
      new ArrayList<>(List.of("chat-service", "history-service", "feedback-service"));
  private final Map<String, String> variables = new HashMap<>();
  private final String door;
  private final Collector collector;
  private final ValkeyServer valkey;

  TalkativeSettings(Canaries canaries) throws IOException, InterruptedException {
    door = canaries.hatch("origin-verify value");
    collector = new Collector();
    variables.putAll(collector.variables());
    variables.put("QUARKUS_LOG_LEVEL", "TRACE");
    // So much is told that starting takes long.
    variables.put("QUARKUS_DYNAMODB_API_CALL_TIMEOUT", "60s");
    variables.put(
        "CLOISTER_UNSAFE_ALLOW", "plain-http,create-store,static-credentials,content-logging");
    variables.put("CLOISTER_PAGE_TOKEN_KEY", canaries.hatch("page-token key"));
    variables.put("CLOISTER_ORIGIN_VERIFY_VALUES", door);
    String secret = canaries.hatch("secret access key");
    String session = canaries.hatch("session token");
    variables.put("AWS_ACCESS_KEY_ID", "local");
    variables.put("AWS_SECRET_ACCESS_KEY", secret);
    variables.put("AWS_SESSION_TOKEN", session);
    variables.put("QUARKUS_DYNAMODB_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY", secret);
    variables.put("QUARKUS_DYNAMODB_AWS_CREDENTIALS_STATIC_PROVIDER_SESSION_TOKEN", session);
    valkey = ValkeyServer.isInstalled() ? shared(canaries.hatch("Valkey's password")) : null;
  }

  /** The password is given in both ways in which it can be: in the address, and by itself. */
  private ValkeyServer shared(String password) throws IOException, InterruptedException {
    ValkeyServer server = ValkeyServer.start(password);
    variables.put("CLOISTER_STREAMS_URL", server.url().replace("//", "//:" + password + "@"));
    variables.put("QUARKUS_REDIS_PASSWORD", password);
    variables.put("CLOISTER_STREAMS_LEASE", "4s");
    services.add("chat-service.second");
    return server;
  }

  List<String> services() {
    return services;
  }

  Map<String, String> variables() {
    return variables;
  }

  String[] options() {
    return valkey == null ? new String[0] : new String[] {"--second-chat"};
  }

  /** What opens the origin. */
  String door() {
    return door;
  }

  Collector collector() {
    return collector;
  }

  ValkeyServer valkey() {
    Assumptions.assumeTrue(valkey != null, "no valkey-server or redis-server on the PATH");
    return valkey;
  }

  @Override
  public void close() {
    collector.close();
    if (valkey != null) {
      valkey.close();
    }
  }
}

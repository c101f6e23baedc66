package dev.cloister.chat;

import dev.cloister.localcloud.testkit.routes.Requests;
import dev.cloister.localcloud.testkit.routes.Route;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Every route of the service's own document, and how each is called. */
public final class Routes {

  /** What the page reads before anybody has signed in. */
  private static final Set<String> OPEN = Set.of("GET /config.json", "GET /aws-exports.json");

  private Routes() {}

  public static List<Route> all() {
    return Route.of(Api.management());
  }

  /** Those that nobody opens without a token. */
  public static List<Route> closed() {
    return all().stream().filter(route -> !OPEN.contains(route.toString())).toList();
  }

  /**
   * Requests that are accepted, about what nobody has.
   *
   * @param question what is asked
   */
  public static Requests requests(String question) {
    return new Requests(Api.server())
        .thing("sessionId", Api.newSession())
        .thing("answerId", UUID.randomUUID().toString())
        .thing("userId", "user-" + UUID.randomUUID())
        .body("POST /v1/chat/sessions/{sessionId}/answers", "{\"text\":\"" + question + "\"}")
        .body("PUT /v1/admin/budgets/{userId}", "{\"tokensPerDay\":1}");
  }
}

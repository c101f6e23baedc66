package dev.cloister.history;

import dev.cloister.localcloud.testkit.routes.Requests;
import dev.cloister.localcloud.testkit.routes.Route;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Every route of the service's own document, and how each is called. */
public final class Routes {

  private static final String ANSWER = "/internal/v1/sessions/{sessionId}/answers/{answerId}";

  private Routes() {}

  public static List<Route> all() {
    String port = ConfigProvider.getConfig().getValue("quarkus.management.port", String.class);
    return Route.of(URI.create("http://127.0.0.1:" + port));
  }

  /** Those for people. */
  public static List<Route> user() {
    return all().stream().filter(route -> !route.isInternal()).toList();
  }

  /** Those for chat-service. */
  public static List<Route> internal() {
    return all().stream().filter(Route::isInternal).toList();
  }

  /** Requests that are accepted, about a session that nobody has. */
  public static Requests requests() {
    String attachment = Api.id();
    return new Requests(Api.service())
        .thing("sessionId", Api.id())
        .thing("answerId", Api.id())
        .thing("attachmentId", attachment)
        .thing("id", attachment)
        .thing("filename", "new.txt")
        .thing("Idempotency-Key", Api.id())
        .body("PUT /v1/sessions/{sessionId}/attachments/{attachmentId}", "text/plain", "new")
        .body("PATCH /v1/sessions/{sessionId}", "{\"title\":\"new\"}")
        .body("PUT /internal/v1/sessions/{sessionId}/title", "{\"title\":\"new\"}")
        .body("PUT " + ANSWER, "{\"text\":\"new\",\"revision\":9}")
        .body("PUT " + ANSWER + "/end", "{\"text\":\"new\",\"status\":\"finished\"}")
        .body(
            "POST /internal/v1/sessions/{sessionId}/turns",
            Api.turnBody(Api.id(), "new").toString());
  }

  /** What a route answers to such a request; null sends no token, or acts for nobody. */
  public static Api.Reply send(Route route, String token, String actingFor) {
    return Api.reply(requests().send(route, Api.headers(token, actingFor)));
  }
}

package dev.cloister.feedback;

import dev.cloister.localcloud.testkit.routes.Requests;
import dev.cloister.localcloud.testkit.routes.Route;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** Every route of the service's own document, and how each is called. */
public final class Routes {

  private Routes() {}

  public static List<Route> all() {
    return Route.of(URI.create("http://127.0.0.1:" + setting("quarkus.management.port")));
  }

  /** Requests that are accepted, about what nobody has. */
  public static Requests requests() {
    return new Requests(URI.create(setting("test.url")))
        .thing("feedbackId", UUID.randomUUID().toString())
        .body("POST /v1/feedback", Api.rating("m1").toString());
  }

  public static Api.Reply send(Route route, String token) {
    return Api.reply(requests().send(route, Map.of("Authorization", "Bearer " + token)));
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }
}

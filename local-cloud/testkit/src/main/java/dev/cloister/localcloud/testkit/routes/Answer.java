package dev.cloister.localcloud.testkit.routes;

import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A response with everything taken out that differs from one call to the next.
 *
 * @param body as it was sent; of an event stream, the events' names
 */
public record Answer(int status, Map<String, List<String>> headers, String body) {

  /** A length goes with the body, whose times have more digits or fewer. */
  private static final Set<String> OF_THE_MOMENT = Set.of("date", "x-request-id", "content-length");

  private static final String TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z";
  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

  static Answer of(HttpResponse<String> response, Collection<String> asked) {
    var headers = new TreeMap<>(response.headers().map());
    headers.keySet().removeAll(OF_THE_MOMENT);
    boolean stream =
        response.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
    return new Answer(
        response.statusCode(), headers, stream ? names(response.body()) : told(response, asked));
  }

  private static String told(HttpResponse<String> response, Collection<String> asked) {
    String body = response.body().replaceAll(UUID, "<id>").replaceAll(TIME, "<time>");
    for (String thing : asked) {
      body = body.replace(thing, "<id>");
    }
    return body;
  }

  private static String names(String events) {
    return events
        .lines()
        .filter(line -> line.startsWith("event:"))
        .distinct()
        .reduce("", (all, line) -> all + line + "\n");
  }
}

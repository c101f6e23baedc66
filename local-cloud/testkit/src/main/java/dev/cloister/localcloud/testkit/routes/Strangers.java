package dev.cloister.localcloud.testkit.routes;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Calls a service's routes with what belongs to somebody else, and with what never existed, for the
 * caller to see no difference.
 */
public final class Strangers {

  private final Requests requests;
  private final String secret;

  /**
   * @param requests with what is the victim's
   * @param secret a text of the victim's that no answer to a stranger may hold
   */
  public Strangers(Requests requests, String secret) {
    this.requests = requests;
    this.secret = secret;
  }

  /** The answer to a call with what is the victim's. */
  public Answer toAnothers(Route route, Map<String, String> headers) {
    return call(route, requests.things(), headers);
  }

  /** The answer to the same call with what never existed. */
  public Answer toNothing(Route route, Map<String, String> headers) {
    var never = new LinkedHashMap<String, String>();
    requests.things().forEach((name, thing) -> never.put(name, like(thing)));
    return call(route, never, headers);
  }

  private static String like(String thing) {
    String random = UUID.randomUUID().toString();
    return random.length() >= thing.length()
        ? random.substring(0, thing.length())
        : random + "x".repeat(thing.length() - random.length());
  }

  private Answer call(Route route, Map<String, String> with, Map<String, String> headers) {
    HttpResponse<String> response = requests.send(route, with, headers);
    if (response.body().contains(secret)) {
      throw new AssertionError(route + " told a stranger what is the victim's");
    }
    return Answer.of(response, with.values());
  }
}

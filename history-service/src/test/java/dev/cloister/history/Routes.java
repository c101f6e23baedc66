package dev.cloister.history;

import java.util.List;

/** Every route with a request that it accepts. */
public final class Routes {

  private static final String S = "0b6f4d0e-6f0a-4f43-9a55-0b0c5d0a7d10";
  private static final String A = "7a1f1d0e-6f0a-4f43-9a55-0b0c5d0a7d11";

  private Routes() {}

  /** A request. */
  public record Route(String method, String path, String body) {}

  public static List<Route> user() {
    return List.of(
        new Route("GET", "/v1/sessions", null),
        new Route("GET", "/v1/sessions?limit=10", null),
        new Route("GET", "/v1/sessions/" + S, null),
        new Route("PATCH", "/v1/sessions/" + S, "{\"title\":\"x\"}"),
        new Route("DELETE", "/v1/sessions/" + S, null),
        new Route("DELETE", "/v1/sessions", null),
        new Route("GET", "/v1/sessions/" + S + "/attachments/" + A, null),
        new Route("DELETE", "/v1/sessions/" + S + "/attachments/" + A, null));
  }

  public static List<Route> internal() {
    String base = "/internal/v1/sessions/" + S;
    String answer = base + "/answers/" + A;
    return List.of(
        new Route("POST", base + "/turns", Api.turnBody(A, "Hello").toString()),
        new Route("PUT", base + "/title", "{\"title\":\"x\"}"),
        new Route("GET", base + "/attachments?id=" + A, null),
        new Route("GET", base + "/attachments/" + A, null),
        new Route("GET", answer, null),
        new Route("PUT", answer, "{\"text\":\"x\",\"revision\":1}"),
        new Route("PUT", answer + "/end", "{\"text\":\"x\",\"status\":\"finished\"}"));
  }
}

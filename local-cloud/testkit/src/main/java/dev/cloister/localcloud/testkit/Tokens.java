package dev.cloister.localcloud.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Access tokens from the local issuer. Every call asks for a new one. */
public final class Tokens {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Calls calls = new Calls();
  private final URI issuer;

  /**
   * @param issuer for example {@code http://127.0.0.1:8086/cloister}
   */
  public Tokens(URI issuer) {
    this.issuer = issuer;
  }

  /** A user's access token. Every name is a user of the local issuer. */
  public String user(String name) {
    return token(passwordGrant(name));
  }

  /** A user's access token that ended a minute ago. */
  public String expired(String name) {
    Map<String, String> form = new HashMap<>(passwordGrant(name));
    form.put("lifetime", "-60");
    return token(form);
  }

  private static Map<String, String> passwordGrant(String name) {
    return Map.of(
        "grant_type", "password",
        "client_id", "cloister-cli",
        "username", name,
        "password", "local",
        "scope", "openid");
  }

  /** chat-service's own token, with which it calls history-service. */
  public String workload() {
    return token(
        Map.of(
            "grant_type", "client_credentials",
            "client_id", "chat-service",
            "client_secret", "local-secret"));
  }

  private String token(Map<String, String> form) {
    URI endpoint =
        URI.create(
            json(HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration")))
                .path("token_endpoint")
                .asText());
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    JsonNode answer =
        json(
            HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    if (!answer.hasNonNull("access_token")) {
      throw new IllegalStateException(endpoint + " gave no access_token");
    }
    return answer.get("access_token").asText();
  }

  private JsonNode json(HttpRequest.Builder request) {
    try {
      return JSON.readTree(calls.send(request));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.cloister.localcloud.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.json.JsonUtil;

/**
 * An issuer in a test's hands: it signs whatever it is told to, publishes its keys by discovery on
 * 127.0.0.1, changes them on request and can be out of order.
 */
public final class TestIssuer implements AutoCloseable {

  private final HttpServer http;
  private final String name;
  private final AtomicInteger askedForKeys = new AtomicInteger();
  private final AtomicInteger askedForForgedKeys = new AtomicInteger();
  private volatile TestKey key;
  private volatile boolean outOfOrder;

  private TestIssuer(HttpServer http, TestKey key) {
    this.http = http;
    this.key = key;
    this.name = "http://127.0.0.1:" + http.getAddress().getPort() + "/test";
    serve("/test/.well-known/openid-configuration", () -> discovery());
    serve(
        "/test/jwks",
        () -> {
          askedForKeys.incrementAndGet();
          return keys();
        });
    serve(
        "/forged-keys",
        () -> {
          askedForForgedKeys.incrementAndGet();
          return Forgery.KEYS.json();
        });
    http.start();
  }

  /** One that signs with RSA. */
  public static TestIssuer start() {
    return start(TestKey.rsa());
  }

  /** One that signs with that key. */
  public static TestIssuer start(TestKey key) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new TestIssuer(HttpServer.create(address, 0), key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What its tokens say in {@code iss}, and where discovery begins. */
  public String name() {
    return name;
  }

  /** The public keys as a JSON Web Key Set. */
  public String keys() {
    return key.json();
  }

  TestKey key() {
    return key;
  }

  /** Signs with a new key from now on; the one from before is not published any more. */
  public void rotate() {
    key = TestKey.rsa();
  }

  /** Whether every question is answered with 503. */
  public void outOfOrder(boolean now) {
    outOfOrder = now;
  }

  /** How often somebody fetched the keys. */
  public int askedForKeys() {
    return askedForKeys.get();
  }

  /** How often somebody followed the address that a forged token named. */
  public int askedForForgedKeys() {
    return askedForForgedKeys.get();
  }

  String addressOfForgedKeys() {
    return name.replace("/test", "/forged-keys");
  }

  /** The claims of a person's access token that is good for ten minutes. */
  public Map<String, Object> claims(String subject, String audience) {
    var claims = workloadClaims(subject, audience);
    claims.put("scope", "openid profile");
    return claims;
  }

  /** The same without a scope, as Kubernetes' tokens are. */
  public Map<String, Object> workloadClaims(String subject, String audience) {
    long now = Instant.now().getEpochSecond();
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", name);
    claims.put("sub", subject);
    claims.put("aud", audience);
    claims.put("iat", now);
    claims.put("exp", now + 600);
    return claims;
  }

  /** A token with those claims, signed with the present key. */
  public String sign(Map<String, Object> claims) {
    return sign(Map.of(), claims);
  }

  /** The same with further header parameters. */
  public String sign(Map<String, Object> header, Map<String, Object> claims) {
    return key.sign(header, JsonUtil.toJson(claims));
  }

  private String discovery() {
    return JsonUtil.toJson(
        Map.of(
            "issuer",
            name,
            "jwks_uri",
            name + "/jwks",
            "introspection_endpoint",
            name + "/introspect"));
  }

  private interface Answer {
    String json();
  }

  private void serve(String path, Answer answer) {
    http.createContext(path, exchange -> answer(exchange, answer));
  }

  private void answer(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      if (outOfOrder) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}

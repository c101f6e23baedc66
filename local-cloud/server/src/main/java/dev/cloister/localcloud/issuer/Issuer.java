package dev.cloister.localcloud.issuer;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The issuer's HTTP side. All its requests run on one event loop. */
public final class Issuer {

  /** Path of every route, and the end of the issuer's own name. */
  public static final String PATH = "/cloister";

  private static final int LONGEST_FORM_FIELD = 16 * 1024;

  private final String name;
  private final SigningKey key;
  private final AuthorizationCodes codes = new AuthorizationCodes();
  private final Grants grants;
  private final String signInPage = resource("sign-in.html");

  private Issuer(String name, SigningKey key) {
    this.name = name;
    this.key = key;
    this.grants = new Grants(new TokenMint(name, key), codes);
  }

  /**
   * Listens; its name is {@code http://127.0.0.1:port/cloister}, which is what browsers call it.
   *
   * @param host the address to listen on
   * @param keyFile where the signing key is kept from run to run
   */
  public static Future<HttpServer> start(Vertx vertx, String host, int port, Path keyFile)
      throws Exception {
    Issuer issuer = new Issuer("http://127.0.0.1:" + port + PATH, SigningKey.keptIn(keyFile));
    return vertx
        .createHttpServer(
            new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setMaxFormAttributeSize(LONGEST_FORM_FIELD))
        .requestHandler(issuer::handle)
        .listen();
  }

  private void handle(HttpServerRequest request) {
    allowPagesOfLoopback(request);
    if (request.method() == HttpMethod.OPTIONS) {
      request.response().setStatusCode(204).end();
      return;
    }
    String route = request.method() + " " + request.path();
    try {
      switch (route) {
        case "GET " + PATH + "/.well-known/openid-configuration" ->
            json(request, 200, discovery(request));
        case "GET " + PATH + "/jwks" -> json(request, 200, key.publicKeys());
        case "GET " + PATH + "/authorize" -> askWhoItIs(request);
        case "POST " + PATH + "/authorize" -> withForm(request, this::signIn);
        case "POST " + PATH + "/token" -> withForm(request, this::token);
        case "GET " + PATH + "/logout" -> signOut(request);
        default -> json(request, 404, new JsonObject().put("error", "not_found"));
      }
    } catch (OAuthError error) {
      refuse(request, error);
    }
  }

  /**
   * Programs may know the issuer under another name than browsers do: in a cluster, its Service.
   */
  private JsonObject discovery(HttpServerRequest request) {
    String here = "http://" + request.authority() + PATH;
    return new JsonObject()
        .put("issuer", name)
        .put("authorization_endpoint", name + "/authorize")
        .put("token_endpoint", here + "/token")
        .put("jwks_uri", here + "/jwks")
        .put("end_session_endpoint", name + "/logout")
        .put("response_types_supported", new JsonArray().add("code"))
        .put("response_modes_supported", new JsonArray().add("query"))
        .put(
            "grant_types_supported",
            new JsonArray()
                .add("authorization_code")
                .add("refresh_token")
                .add("password")
                .add("client_credentials"))
        .put("subject_types_supported", new JsonArray().add("public"))
        .put("id_token_signing_alg_values_supported", new JsonArray().add("RS256"))
        .put("code_challenge_methods_supported", new JsonArray().add("S256"))
        .put("scopes_supported", new JsonArray().add("openid").add("profile"))
        .put(
            "token_endpoint_auth_methods_supported",
            new JsonArray().add("none").add("client_secret_basic").add("client_secret_post"));
  }

  private void askWhoItIs(HttpServerRequest request) {
    AuthorizationRequest asked = AuthorizationRequest.from(request.params());
    if ("none".equals(request.getParam("prompt"))) {
      // No cookie is kept, so nobody is ever signed in without being asked.
      redirect(request, asked.answer("error", "login_required"));
      return;
    }
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'")
        .end(signInPage);
  }

  private void signIn(HttpServerRequest request, MultiMap form) {
    AuthorizationRequest asked = AuthorizationRequest.from(request.params());
    User user = User.demo(form.get("user"));
    redirect(request, asked.answer("code", codes.issue(user, asked)));
  }

  private void token(HttpServerRequest request, MultiMap form) {
    json(request, 200, grants.tokens(form, request.getHeader(HttpHeaders.AUTHORIZATION)));
  }

  private void signOut(HttpServerRequest request) {
    String next = request.getParam("post_logout_redirect_uri");
    if (!AuthorizationRequest.isLoopback(next)) {
      throw OAuthError.invalidRequest(
          "post_logout_redirect_uri must be an http address on 127.0.0.1");
    }
    String state = request.getParam("state");
    redirect(
        request,
        state == null
            ? next
            : next
                + (next.contains("?") ? "&" : "?")
                + "state="
                + AuthorizationRequest.encode(state));
  }

  private interface FormHandler {
    void handle(HttpServerRequest request, MultiMap form);
  }

  private static void withForm(HttpServerRequest request, FormHandler handler) {
    request.setExpectMultipart(true);
    request
        .end()
        .onFailure(broken -> refuse(request, OAuthError.invalidRequest("the form is too long")))
        .onSuccess(
            read -> {
              try {
                handler.handle(request, request.formAttributes());
              } catch (OAuthError error) {
                refuse(request, error);
              }
            });
  }

  private static void allowPagesOfLoopback(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (AuthorizationRequest.isLoopback(origin)) {
      request
          .response()
          .putHeader("Access-Control-Allow-Origin", origin)
          .putHeader("Access-Control-Allow-Methods", "GET, POST")
          .putHeader("Access-Control-Allow-Headers", "authorization, content-type")
          .putHeader("Vary", "Origin");
    }
  }

  private static void redirect(HttpServerRequest request, String address) {
    // 303: the browser must not repeat the POST at the page.
    request.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, address).end();
  }

  private static void refuse(HttpServerRequest request, OAuthError error) {
    json(
        request,
        error.status(),
        new JsonObject().put("error", error.code()).put("error_description", error.getMessage()));
  }

  private static void json(HttpServerRequest request, int status, JsonObject body) {
    HttpServerResponse response = request.response();
    if (response.ended()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(Buffer.buffer(body.encode()));
  }

  private static String resource(String file) {
    try (InputStream in = Issuer.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

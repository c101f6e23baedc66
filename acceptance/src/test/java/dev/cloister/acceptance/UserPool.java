package dev.cloister.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cloister.localcloud.testkit.TestKey;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a Cognito user pool's API says to a browser that signs people in; its pages and its keys are
 * not there, as behind its VPC endpoint. Its tokens are renewed with every request of the page.
 */
final class UserPool implements AutoCloseable {

  static final String CLIENT = "1pagesclient";
  static final String CODE = "246810";

  /** What the pool has to know of everybody. */
  static final String FAMILY = "Example";

  private static final String NAME = "Example";
  private static final String ID = "eu-central-1_" + NAME;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Less than what the page wants to have left of a token. */
  static final int SECONDS = 55;

  /** For how long the tokens are good that come next. */
  volatile int seconds = SECONDS;

  /**
   * @param then what comes after the password: nothing, or the name of a challenge
   */
  record User(String name, String password, String then, List<String> groups) {
    User {
      groups = List.copyOf(groups);
    }

    User with(String otherPassword) {
      return new User(name, otherPassword, "", groups);
    }
  }

  private record Refusal(String type, String message) {}

  private final HttpServer http;
  private final TestKey key = TestKey.rsa();
  private final Map<String, User> users = new ConcurrentHashMap<>();
  private final Map<String, SecureRemotePassword> asked = new ConcurrentHashMap<>();

  /** Refresh tokens that are good, and whose. */
  final Map<String, String> refreshTokens = new ConcurrentHashMap<>();

  /** Whether nobody is reached. */
  volatile boolean away;

  /** Every request: the operation, and what was sent. */
  final Map<String, String> requests = new ConcurrentHashMap<>();

  UserPool() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::serve);
    http.start();
  }

  void add(User user) {
    users.put(user.name(), user);
  }

  URI issuer() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/" + ID);
  }

  /** As they are mounted. */
  String keys() {
    return key.json();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (away) {
        return; // Closed without an answer.
      }
      var headers = exchange.getResponseHeaders();
      headers.set("Access-Control-Allow-Origin", "*");
      headers.set("Access-Control-Allow-Headers", "*");
      if (!exchange.getRequestMethod().equals("POST")) {
        boolean preflight = exchange.getRequestMethod().equals("OPTIONS");
        exchange.sendResponseHeaders(preflight ? 200 : 404, -1);
        return;
      }
      String target = exchange.getRequestHeaders().getFirst("x-amz-target");
      Object answer = answer(target, JSON.readTree(exchange.getRequestBody()));
      byte[] body =
          JSON.writeValueAsBytes(
              answer instanceof Refusal(String type, String message)
                  ? Map.of("__type", type, "message", message)
                  : answer);
      headers.set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(answer instanceof Refusal ? 400 : 200, body.length);
      exchange.getResponseBody().write(body);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private Object answer(String target, JsonNode said) throws GeneralSecurityException {
    String operation = target.replaceFirst(".*\\.", "");
    requests.merge(operation, said.toString(), String::concat);
    return switch (operation) {
      case "InitiateAuth" -> begin(said.get("AuthParameters"));
      case "RespondToAuthChallenge" ->
          respond(said.get("ChallengeName").asText(), said.get("ChallengeResponses"));
      case "AssociateSoftwareToken" ->
          Map.of("SecretCode", "JBSWY3DPEHPK3PXP", "Session", said.get("Session").asText());
      case "VerifySoftwareToken" ->
          said.get("UserCode").asText().equals(CODE)
              ? Map.of("Status", "SUCCESS", "Session", said.get("Session").asText())
              : new Refusal("EnableSoftwareTokenMFAException", "Code mismatch");
      case "GetTokensFromRefreshToken" -> renew(said.get("RefreshToken").asText());
      case "RevokeToken" -> revoke(said.get("Token").asText());
      case "ForgotPassword" ->
          Map.of(
              "CodeDeliveryDetails", Map.of("DeliveryMedium", "EMAIL", "Destination", "f***@c***"));
      case "ConfirmForgotPassword" -> change(said);
      default -> new Refusal("UnknownOperationException", operation);
    };
  }

  private Object begin(JsonNode said) throws GeneralSecurityException {
    User user = users.get(said.get("USERNAME").asText());
    if (user == null) {
      return new Refusal("UserNotFoundException", "User does not exist.");
    }
    var shown = new BigInteger(said.get("SRP_A").asText(), 16);
    var remote = new SecureRemotePassword(NAME, user.name(), user.password(), shown);
    asked.put(user.name(), remote);
    return Map.of(
        "ChallengeName",
        "PASSWORD_VERIFIER",
        "ChallengeParameters",
        Map.of(
            "SALT", remote.salt.toString(16),
            "SRP_B", remote.shownByServer.toString(16),
            "SECRET_BLOCK", Base64.getEncoder().encodeToString(remote.secretBlock),
            "USERNAME", user.name(),
            "USER_ID_FOR_SRP", user.name()));
  }

  private Object respond(String challenge, JsonNode said) throws GeneralSecurityException {
    User user = users.get(said.get("USERNAME").asText());
    return switch (challenge) {
      case "PASSWORD_VERIFIER" -> {
        boolean knows =
            asked
                .remove(user.name())
                .isSigned(
                    said.get("TIMESTAMP").asText(), said.get("PASSWORD_CLAIM_SIGNATURE").asText());
        yield knows ? next(user) : incorrect();
      }
      case "NEW_PASSWORD_REQUIRED" -> {
        if (!said.path("userAttributes.family_name").asText().equals(FAMILY)) {
          yield new Refusal("InvalidParameterException", "Attributes are missing");
        }
        users.put(user.name(), user.with(said.get("NEW_PASSWORD").asText()));
        yield tokens(user, true);
      }
      case "SELECT_MFA_TYPE" -> challenge(user, said.get("ANSWER").asText());
      case "SOFTWARE_TOKEN_MFA", "EMAIL_OTP" ->
          said.get(challenge + "_CODE").asText().equals(CODE)
              ? tokens(user, true)
              : new Refusal("CodeMismatchException", "Invalid code");
      case "MFA_SETUP" -> said.has("EMAIL") ? challenge(user, "EMAIL_OTP") : tokens(user, true);
      default -> new Refusal("InvalidParameterException", challenge);
    };
  }

  private Object next(User user) {
    return user.then().isEmpty() ? tokens(user, true) : challenge(user, user.then());
  }

  private static Map<String, Object> challenge(User user, String name) {
    return Map.of(
        "ChallengeName",
        name,
        "Session",
        UUID.randomUUID().toString(),
        "ChallengeParameters",
        Map.of(
            "USER_ID_FOR_SRP", user.name(),
            "requiredAttributes", "[\"userAttributes.family_name\"]",
            "userAttributes", "{}",
            "CODE_DELIVERY_DESTINATION", "m***@c***",
            "MFAS_CAN_SETUP", "[\"EMAIL_OTP\",\"SOFTWARE_TOKEN_MFA\"]",
            "MFAS_CAN_CHOOSE", "[\"SMS_MFA\",\"SOFTWARE_TOKEN_MFA\"]"));
  }

  private Object renew(String token) {
    String name = refreshTokens.get(token);
    return name == null
        ? new Refusal("NotAuthorizedException", "Refresh Token has been revoked")
        : tokens(users.get(name), false);
  }

  private Object revoke(String token) {
    refreshTokens.remove(token);
    return Map.of();
  }

  private Object change(JsonNode said) {
    if (!said.get("ConfirmationCode").asText().equals(CODE)) {
      return new Refusal(
          "CodeMismatchException", "Invalid verification code provided, please try again.");
    }
    users.computeIfPresent(
        said.get("Username").asText(), (name, user) -> user.with(said.get("Password").asText()));
    return Map.of();
  }

  private static Refusal incorrect() {
    return new Refusal("NotAuthorizedException", "Incorrect username or password.");
  }

  private Map<String, Object> tokens(User user, boolean first) {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> common =
        Map.of(
            "iss", issuer().toString(),
            "sub", UUID.nameUUIDFromBytes(user.name().getBytes()).toString(),
            "iat", now,
            "exp", now + seconds,
            "origin_jti", UUID.randomUUID().toString(),
            "cognito:groups", user.groups());
    var result = new HashMap<String, Object>(Map.of("ExpiresIn", seconds));
    result.put(
        "AccessToken",
        token(
            common,
            Map.of(
                "token_use",
                "access",
                "client_id",
                CLIENT,
                "username",
                user.name(),
                "scope",
                "aws.cognito.signin.user.admin")));
    result.put(
        "IdToken",
        token(common, Map.of("token_use", "id", "aud", CLIENT, "cognito:username", user.name())));
    if (first) {
      String refresh = UUID.randomUUID().toString();
      refreshTokens.put(refresh, user.name());
      result.put("RefreshToken", refresh);
    }
    return Map.of("AuthenticationResult", result);
  }

  private String token(Map<String, Object> common, Map<String, Object> own) {
    var claims = new HashMap<>(common);
    claims.putAll(own);
    return key.token(claims);
  }

  @Override
  public void close() {
    http.stop(0);
  }
}

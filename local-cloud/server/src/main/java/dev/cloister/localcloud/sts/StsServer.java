package dev.cloister.localcloud.sts;

import dev.cloister.localcloud.LocalCredentials;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Speaks as much of AWS STS' query protocol (version 2011-06-15) as roles for service accounts and
 * roles of other accounts need: {@code AssumeRoleWithWebIdentity}, {@code AssumeRole} and {@code
 * GetCallerIdentity}. It looks at the form of a web identity token only, because what it hands out
 * opens nothing but the local cloud.
 */
public final class StsServer {

  private static final int LONGEST_FORM_FIELD = 16 * 1024;
  private static final Duration LIFETIME = Duration.ofHours(1);

  /** Without its path, as sessions of a role have it. */
  private static final Pattern ROLE =
      Pattern.compile("arn:aws[\\w-]*:iam::(\\d{12}):role/(?:\\S+/)?([\\w+=,.@-]+)");

  private static final Pattern SESSION = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final Pattern TOKEN = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

  private StsServer() {}

  /** Listens on 127.0.0.1. */
  public static Future<HttpServer> start(Vertx vertx, int port) {
    return vertx
        .createHttpServer(
            new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setMaxFormAttributeSize(LONGEST_FORM_FIELD))
        .requestHandler(StsServer::handle)
        .listen();
  }

  private static void handle(HttpServerRequest request) {
    request.setExpectMultipart(true);
    request
        .end()
        .onFailure(broken -> refuse(request, "MalformedInput", "The form cannot be read."))
        .onSuccess(read -> answer(request, request.formAttributes()));
  }

  private static void answer(HttpServerRequest request, MultiMap form) {
    switch (String.valueOf(form.get("Action"))) {
      case "AssumeRoleWithWebIdentity" -> {
        if (TOKEN.matcher(String.valueOf(form.get("WebIdentityToken"))).matches()) {
          assume(request, form);
        } else {
          refuse(request, "InvalidIdentityToken", "WebIdentityToken is no JSON Web Token.");
        }
      }
      case "AssumeRole" -> assume(request, form);
      case "GetCallerIdentity" -> identity(request);
      default -> refuse(request, "InvalidAction", "Only a part of STS is here.");
    }
  }

  private static void assume(HttpServerRequest request, MultiMap form) {
    Matcher role = ROLE.matcher(String.valueOf(form.get("RoleArn")));
    String session = String.valueOf(form.get("RoleSessionName"));
    if (!role.matches() || !SESSION.matcher(session).matches()) {
      refuse(request, "ValidationError", "RoleArn or RoleSessionName is not valid.");
      return;
    }
    String arn =
        "arn:aws:sts::%s:assumed-role/%s/%s".formatted(role.group(1), role.group(2), session);
    Instant expiration = Instant.now().plus(LIFETIME).truncatedTo(ChronoUnit.SECONDS);
    // The session token says who it is, so nothing has to be remembered.
    respond(
        request,
        form.get("Action"),
        """
        <Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>\
        <SessionToken>%s</SessionToken><Expiration>%s</Expiration></Credentials>\
        <AssumedRoleUser><Arn>%s</Arn><AssumedRoleId>AROALOCAL:%s</AssumedRoleId></AssumedRoleUser>"""
            .formatted(
                LocalCredentials.ACCESS_KEY_ID,
                LocalCredentials.SECRET_ACCESS_KEY,
                arn,
                expiration,
                arn,
                session));
  }

  private static void identity(HttpServerRequest request) {
    String arn = request.getHeader("X-Amz-Security-Token");
    respond(
        request,
        "GetCallerIdentity",
        "<Arn>%s</Arn><UserId>local</UserId><Account>%s</Account>"
            .formatted(
                arn == null ? "arn:aws:iam::000000000000:user/local" : arn,
                arn == null ? "000000000000" : arn.split(":")[4]));
  }

  private static void respond(HttpServerRequest request, String action, String result) {
    xml(
        request,
        200,
        """
        <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">\
        <%1$sResult>%2$s</%1$sResult><ResponseMetadata><RequestId>local</RequestId>\
        </ResponseMetadata></%1$sResponse>"""
            .formatted(action, result));
  }

  private static void refuse(HttpServerRequest request, String code, String message) {
    xml(
        request,
        400,
        """
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error>\
        <Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>\
        <RequestId>local</RequestId></ErrorResponse>"""
            .formatted(code, message));
  }

  private static void xml(HttpServerRequest request, int status, String body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/xml")
        .end(body);
  }
}

package dev.cloister.localcloud.platform;

import dev.cloister.localcloud.StartupFailure;
import dev.cloister.localcloud.issuer.Issuer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A user's bearer token of the platform that runs in this checkout, for curl. */
final class TokenCommand {

  private TokenCommand() {}

  /** The token, or a {@code StartupFailure} that says what is missing. */
  static String token(Path endpoints, String user) throws IOException, InterruptedException {
    String issuer = EndpointsFile.readOfRunning(endpoints).getProperty("issuer");
    if (!issuer.endsWith(Issuer.PATH)) {
      throw new StartupFailure(
          "This platform's issuer is " + issuer + "; get a token there, ours is not running.");
    }
    String form =
        "grant_type=password&client_id=cloister-cli&username="
            + URLEncoder.encode(user, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer + "/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonObject body = new JsonObject(response.body());
      if (response.statusCode() != 200) {
        throw new StartupFailure("No token: " + body.getString("error_description") + ".");
      }
      return body.getString("access_token");
    }
  }
}

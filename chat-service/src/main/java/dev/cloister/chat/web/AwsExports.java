package dev.cloister.chat.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cloister.chat.web.WebConfig.Gaia;
import java.net.URI;
import java.util.List;

/** {@code /aws-exports.json} in the shape that GAIA's front ends and Amplify read. */
@JsonInclude(Include.NON_NULL)
record AwsExports(@JsonProperty("Auth") Auth auth, @JsonProperty("API") Api api) {

  private static final List<String> SCOPES =
      List.of("aws.cognito.signin.user.admin", "openid", "profile", "email");

  @JsonInclude(Include.NON_NULL)
  record Auth(
      @JsonProperty("AuthProvider") String authProvider,
      @JsonProperty("Cognito") Cognito cognito) {}

  record Cognito(String userPoolId, String userPoolClientId, LoginWith loginWith) {}

  record LoginWith(Oauth oauth) {}

  record Oauth(
      String domain,
      List<String> scopes,
      List<URI> redirectSignIn,
      List<URI> redirectSignOut,
      String responseType) {}

  record Api(@JsonProperty("Events") Events events) {}

  record Events(URI endpoint, String region, String defaultAuthMode) {}

  static AwsExports of(Gaia gaia) {
    var oauth =
        new Oauth(
            gaia.domain(),
            gaia.scopes().orElse(SCOPES),
            gaia.redirects(),
            gaia.redirects(),
            "code");
    var cognito = new Cognito(gaia.userPoolId(), gaia.userPoolClientId(), new LoginWith(oauth));
    // A pool's id begins with its region.
    String region = gaia.userPoolId().replaceFirst("_.*", "");
    return new AwsExports(
        new Auth(gaia.authProvider().orElse(null), cognito),
        gaia.eventsEndpoint().map(e -> new Api(new Events(e, region, "userPool"))).orElse(null));
  }
}

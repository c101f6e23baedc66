package dev.cloister.localcloud.platform;

import dev.cloister.localcloud.LocalCredentials;
import dev.cloister.localcloud.issuer.Issuer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The settings that make a service at home here. All are standard names, and whatever the caller
 * has set stays as it is.
 */
final class ServiceEnvironment {

  private final Ports ports;
  private final Surroundings caller;
  private final String pageTokenKey;
  private final Map<String, String> added = new LinkedHashMap<>();

  private ServiceEnvironment(Ports ports, Surroundings caller, String pageTokenKey) {
    this.ports = ports;
    this.caller = caller;
    this.pageTokenKey = pageTokenKey;
  }

  /** The variables to add to the caller's own. */
  static Map<String, String> of(
      Service service, Ports ports, Surroundings caller, String pageTokenKey) {
    ServiceEnvironment environment = new ServiceEnvironment(ports, caller, pageTokenKey);
    environment.aws(caller.ours());
    environment.listening(service);
    environment.identity();
    environment.safety();
    environment.own(service);
    return Map.copyOf(environment.added);
  }

  private void aws(Set<Part> ours) {
    add("AWS_REGION", LocalCredentials.REGION);
    if (!caller.hasCredentials()) {
      add("AWS_ACCESS_KEY_ID", LocalCredentials.ACCESS_KEY_ID);
      add("AWS_SECRET_ACCESS_KEY", LocalCredentials.SECRET_ACCESS_KEY);
    }
    // The caller's real credentials are for the real Bedrock; ours open what is ours.
    if (ours.contains(Part.DYNAMODB)) {
      add("AWS_ENDPOINT_URL_DYNAMODB", ports.url(Part.DYNAMODB));
      // A machine that is busy with a build is no store in trouble.
      add("QUARKUS_DYNAMODB_API_CALL_TIMEOUT", "60s");
      add("QUARKUS_DYNAMODB_API_CALL_ATTEMPT_TIMEOUT", "30s");
      staticCredentials("QUARKUS_DYNAMODB");
    }
    if (ours.contains(Part.S3)) {
      add("AWS_ENDPOINT_URL_S3", ports.url(Part.S3));
      add("QUARKUS_S3_PATH_STYLE_ACCESS", "true");
      staticCredentials("QUARKUS_S3");
    }
    if (ours.contains(Part.STS)) {
      add("AWS_ENDPOINT_URL_STS", ports.url(Part.STS));
    }
    if (ours.contains(Part.BEDROCK)) {
      add("AWS_ENDPOINT_URL_BEDROCK", ports.url(Part.BEDROCK));
      add("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", ports.url(Part.BEDROCK));
      add("AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME", ports.url(Part.BEDROCK));
    }
  }

  private void staticCredentials(String client) {
    if (caller.has(client + "_AWS_CREDENTIALS_TYPE")) {
      return;
    }
    add(client + "_AWS_CREDENTIALS_TYPE", "static");
    add(client + "_AWS_CREDENTIALS_STATIC_PROVIDER_ACCESS_KEY_ID", LocalCredentials.ACCESS_KEY_ID);
    add(
        client + "_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY",
        LocalCredentials.SECRET_ACCESS_KEY);
  }

  /** Not the caller's to set: one port for three services would be a clash. */
  private void listening(Service service) {
    added.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    added.put("QUARKUS_HTTP_PORT", String.valueOf(ports.of(service.http)));
    added.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    added.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(ports.of(service.management)));
  }

  private void identity() {
    add("QUARKUS_OIDC_AUTH_SERVER_URL", issuer());
    add("CLOISTER_IDENTITY_ADMIN_GROUP", "cloister-admins");
    add("CLOISTER_PAGE_TOKEN_KEY", pageTokenKey);
  }

  /** What is unsafe about one's own machine, by name, so that the services start all the same. */
  private void safety() {
    add("CLOISTER_UNSAFE_ALLOW", "plain-http,create-store,static-credentials");
  }

  private void own(Service service) {
    switch (service) {
      case HISTORY -> {
        add("QUARKUS_OIDC_WORKLOAD_AUTH_SERVER_URL", issuer());
        add("CLOISTER_HISTORY_CREATE", "true");
        add("CLOISTER_HISTORY_BUCKET", "cloister-content");
      }
      case FEEDBACK -> add("CLOISTER_FEEDBACK_CREATE", "true");
      case CHAT -> {
        add("CLOISTER_USAGE_CREATE", "true");
        add("CLOISTER_HISTORY_URL", ports.url(Part.HISTORY));
        add("CLOISTER_WEB_AUTHORITY", issuer());
        add("QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL", issuer());
        add("QUARKUS_OIDC_CLIENT_CLIENT_ID", "chat-service");
        // On a machine that is busy with a build, all three start slowly at once.
        add("QUARKUS_OIDC_CLIENT_CONNECTION_TIMEOUT", "60s");
        add("QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET", "local-secret");
      }
    }
  }

  private String issuer() {
    return caller
        .variables()
        .getOrDefault("QUARKUS_OIDC_AUTH_SERVER_URL", ports.url(Part.ISSUER) + Issuer.PATH);
  }

  private void add(String name, String value) {
    if (!caller.has(name)) {
      added.put(name, value);
    }
  }
}

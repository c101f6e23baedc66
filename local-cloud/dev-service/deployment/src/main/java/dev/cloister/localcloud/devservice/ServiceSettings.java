package dev.cloister.localcloud.devservice;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a service is told. Only settings that it has: those of the extensions on its class path and
 * its own, because an unknown one would stop it from starting.
 *
 * @param service the application's artifact id
 * @param extensions artifact ids on its class path
 * @param configured what a property is set to; empty where it is not
 */
record ServiceSettings(String service, Set<String> extensions, UnaryOperator<String> configured) {

  private static final String ACCESS_KEY_ID = "local";
  private static final String SECRET_ACCESS_KEY = "local-secret";

  /**
   * The settings, from an endpoints file of the launcher. Quarkus leaves in the system properties
   * what an executable was told, and the next one is told all of it again.
   */
  Map<String, String> from(Properties endpoints) {
    Map<String, String> all = new LinkedHashMap<>();
    String issuer = endpoints.getProperty("issuer");
    if (extensions.contains("quarkus-oidc")) {
      all.put("quarkus.oidc.auth-server-url", issuer);
      all.put("cloister.identity.admin-group", "cloister-admins");
    }
    if (extensions.contains("quarkus-oidc-client")) {
      all.put("quarkus.oidc-client.auth-server-url", issuer);
      all.put("quarkus.oidc-client.client-id", "chat-service");
      all.put("quarkus.oidc-client.credentials.secret", SECRET_ACCESS_KEY);
    }
    if (extensions.contains("quarkus-amazon-dynamodb")) {
      aws(all, "quarkus.dynamodb", endpoints.getProperty("dynamodb"));
    }
    if (extensions.contains("quarkus-amazon-s3")) {
      aws(all, "quarkus.s3", endpoints.getProperty("s3"));
      all.put("quarkus.s3.path-style-access", "true");
    }
    if (service.equals("history-service")) {
      all.put("quarkus.oidc.workload.auth-server-url", issuer);
    }
    if (service.equals("chat-service")) {
      all.put("cloister.bedrock.runtime-endpoint", endpoints.getProperty("bedrock"));
      all.put("cloister.bedrock.control-endpoint", endpoints.getProperty("bedrock"));
      all.put("cloister.history.url", endpoints.getProperty("history-service"));
      all.put("cloister.web.authority", issuer);
    }
    all.entrySet().removeIf(setting -> isOthers(setting.getKey(), setting.getValue()));
    return all;
  }

  private boolean isOthers(String key, String own) {
    String set = configured.apply(key);
    return !set.isEmpty() && !set.equals(own);
  }

  private static void aws(Map<String, String> all, String client, String endpoint) {
    all.put(client + ".endpoint-override", endpoint);
    all.put(client + ".aws.region", "us-east-1");
    all.put(client + ".aws.credentials.type", "static");
    all.put(client + ".aws.credentials.static-provider.access-key-id", ACCESS_KEY_ID);
    all.put(client + ".aws.credentials.static-provider.secret-access-key", SECRET_ACCESS_KEY);
  }

  /** The endpoints without which the service cannot work; where all are set, nothing is started. */
  boolean complete() {
    Properties any = new Properties();
    for (String part : Set.of("issuer", "dynamodb", "s3", "bedrock", "history-service")) {
      any.setProperty(part, "");
    }
    return from(any).keySet().stream()
        .noneMatch(
            key ->
                key.endsWith("auth-server-url")
                    || key.endsWith("endpoint-override")
                    || key.equals("cloister.bedrock.runtime-endpoint")
                    || key.equals("cloister.history.url"));
  }
}

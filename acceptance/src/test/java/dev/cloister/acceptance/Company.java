package dev.cloister.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

/**
 * The company's own identity provider, that people signed in with before there was Cloister: a
 * second realm of a Keycloak, with SAML and with OIDC. Everything is told to both sides as an
 * administrator would, by what each publishes about itself.
 */
final class Company implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "a-secret-between-the-two";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI keycloak;
  private final String token;

  private Company(Keycloak keycloak) throws IOException, InterruptedException {
    this.keycloak = URI.create("http://127.0.0.1:" + keycloak.port());
    this.token = keycloak.administrator(http);
  }

  /** People: bob and dora are administrators of Cloister, carol and erik are not. */
  static Company join(Keycloak keycloak) throws IOException, InterruptedException {
    var company = new Company(keycloak);
    company.post(
        "/admin/realms",
        Map.of(
            "realm",
            "corp",
            "enabled",
            true,
            "groups",
            List.of(Map.of("name", "cloister-admins")),
            "users",
            List.of(
                person("bob", true),
                person("carol", false),
                person("dora", true),
                person("erik", false))));
    company.trustSaml();
    company.trustOidc();
    return company;
  }

  static String passwordOf(String person) {
    return person + "s-password";
  }

  private static Map<String, Object> person(String name, boolean administrator) {
    return Map.of(
        "username",
        name,
        "enabled",
        true,
        "email",
        name + "@corp.example",
        "firstName",
        name,
        "lastName",
        "Example",
        "groups",
        administrator ? List.of("/cloister-admins") : List.of(),
        "credentials",
        List.of(Map.of("type", "password", "value", passwordOf(name))));
  }

  /** The company's side learns of the realm from the descriptor that the realm publishes. */
  private void trustSaml() throws IOException, InterruptedException {
    fillIn("corp-saml", "saml", "/realms/corp/protocol/saml/descriptor", Map.of());
    String descriptor =
        send(request("/realms/staff/broker/corp-saml/endpoint/descriptor").GET().build());
    var client =
        (ObjectNode)
            JSON.readTree(
                send(
                    request("/admin/realms/corp/client-description-converter")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString(descriptor))
                        .build()));
    client
        .putArray("protocolMappers")
        .addPOJO(samlProperty("email", "emailaddress"))
        .addPOJO(samlProperty("firstName", "givenname"))
        .addPOJO(samlProperty("lastName", "surname"))
        .addPOJO(
            Map.of(
                "name", "groups",
                "protocol", "saml",
                "protocolMapper", "saml-group-membership-mapper",
                "config",
                    Map.of("attribute.name", "groups", "single", "true", "full.path", "false")));
    post("/admin/realms/corp/clients", client);
  }

  private static Map<String, Object> samlProperty(String property, String claim) {
    return Map.of(
        "name",
        property,
        "protocol",
        "saml",
        "protocolMapper",
        "saml-user-property-mapper",
        "config",
        Map.of(
            "user.attribute",
            property,
            "attribute.name",
            "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/" + claim,
            "attribute.nameformat",
            "URI Reference"));
  }

  private void trustOidc() throws IOException, InterruptedException {
    post(
        "/admin/realms/corp/client-scopes",
        Map.of(
            "name", "groups",
            "protocol", "openid-connect",
            "protocolMappers",
                List.of(
                    Map.of(
                        "name", "groups",
                        "protocol", "openid-connect",
                        "protocolMapper", "oidc-group-membership-mapper",
                        "config",
                            Map.of(
                                "claim.name", "groups",
                                "full.path", "false",
                                "id.token.claim", "true")))));
    post(
        "/admin/realms/corp/clients",
        Map.of(
            "clientId", "keycloak",
            "secret", SECRET,
            "redirectUris", List.of(keycloak + "/realms/staff/broker/corp-oidc/endpoint"),
            "defaultClientScopes", List.of("profile", "email"),
            "optionalClientScopes", List.of("groups")));
    fillIn(
        "corp-oidc",
        "oidc",
        "/realms/corp/.well-known/openid-configuration",
        Map.of("clientSecret", SECRET));
  }

  /**
   * The identity provider of the realm gets the company's addresses and keys, and is switched on.
   */
  private void fillIn(String alias, String kind, String published, Map<String, String> more)
      throws IOException, InterruptedException {
    JsonNode read =
        post(
            "/admin/realms/staff/identity-provider/import-config",
            Map.of("providerId", kind, "fromUrl", keycloak + published));
    String path = "/admin/realms/staff/identity-provider/instances/" + alias;
    var provider = (ObjectNode) JSON.readTree(send(request(path).GET().build()));
    var config = (ObjectNode) provider.get("config");
    read.properties()
        .forEach(
            member -> {
              // Places that stand in the file; what the file demands stays as it is.
              if (config.has(member.getKey()) && isPlace(member.getValue().asText())) {
                config.set(member.getKey(), member.getValue());
              }
            });
    more.forEach(config::put);
    provider.put("enabled", true);
    send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(provider.toString()))
            .build());
  }

  private static boolean isPlace(String value) {
    return value.startsWith("http") || value.length() > 100;
  }

  private JsonNode post(String path, Object body) throws IOException, InterruptedException {
    String answer =
        send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    return answer.isEmpty() ? JSON.nullNode() : JSON.readTree(answer);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(keycloak.resolve(path))
        .header("Authorization", "Bearer " + token);
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    var response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new AssertionError(
          request.uri() + " answered " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }

  @Override
  public void close() {
    http.close();
  }
}

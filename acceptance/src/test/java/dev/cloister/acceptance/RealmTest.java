package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The realm's file by itself; {@link KeycloakTest} has a Keycloak read it. */
class RealmTest {

  private JsonNode clients;

  @BeforeEach
  void read() throws IOException {
    clients =
        new ObjectMapper()
            .readTree(RunningPlatform.CHECKOUT.resolve("k8s/keycloak/realm.json").toFile())
            .path("clients");
  }

  @Test
  void codesGoToAnAddressThatIsWrittenOut() {
    for (JsonNode client : clients) {
      assertThat(client.path("publicClient").asBoolean()).isTrue();
      assertThat(client.path("implicitFlowEnabled").asBoolean(true)).isFalse();
      assertThat(client.path("directAccessGrantsEnabled").asBoolean(true)).isFalse();
      assertThat(client.at("/attributes/pkce.code.challenge.method").asText()).isEqualTo("S256");
      assertThat(client.path("redirectUris")).hasSize(1);
      assertThat(client.path("redirectUris").toString()).doesNotContain("*");
    }
  }

  /** Whoever listens on a person's own machine is given codes only where somebody wants that. */
  @Test
  void forwardedPortsAreOffAtFirst() {
    JsonNode forward = client("cloister-forward");
    assertThat(forward.path("enabled").asBoolean(true)).isFalse();
    assertThat(forward.at("/redirectUris/0").asText()).isEqualTo("http://127.0.0.1:8080/");
    assertThat(client("cloister-web").path("enabled").asBoolean()).isTrue();
    assertThat(client("cloister-web").at("/redirectUris/0").asText())
        .isEqualTo("${CLOISTER_ORIGIN}/");
  }

  @Test
  void bothGetTheSameTokens() {
    assertThat(meaning("cloister-forward")).isEqualTo(meaning("cloister-web"));
  }

  private ObjectNode meaning(String id) {
    ObjectNode client = client(id).deepCopy();
    client.remove(List.of("clientId", "name", "enabled", "rootUrl"));
    client.remove(List.of("redirectUris", "webOrigins"));
    client.withObject("/attributes").remove("post.logout.redirect.uris");
    return client;
  }

  private JsonNode client(String id) {
    for (JsonNode client : clients) {
      if (client.path("clientId").asText().equals(id)) {
        return client;
      }
    }
    throw new AssertionError("no client " + id);
  }
}

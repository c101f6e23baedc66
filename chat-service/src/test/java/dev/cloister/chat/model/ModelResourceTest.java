package dev.cloister.chat.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.chat.Api;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ModelResourceTest {

  @Test
  void listsWhatIsAllowedInOpenAisShapeWithTheDefaultFirst() {
    JsonNode page = Api.read(Api.newUser().get("/v1/models"));

    assertThat(page.get("object").asText()).isEqualTo("list");
    assertThat(page.get("data"))
        .extracting(m -> m.get("id").asText())
        .containsExactly(
            "amazon.nova-lite-v1:0",
            "anthropic.claude-sonnet-4-5-20250929-v1:0",
            "meta.llama3-1-8b-instruct-v1:0",
            "mistral.mistral-7b-instruct-v0:2");
    assertThat(page.get("data"))
        .extracting(m -> m.get("default").asBoolean())
        .containsExactly(true, false, false, false);
    assertThat(page.at("/data/0/name").asText()).isNotBlank().isNotEqualTo("amazon.nova-lite-v1:0");
    assertThat(page.at("/data/0/owned_by").asText()).isEqualTo("Amazon");
    assertThat(page.at("/data/0/object").asText()).isEqualTo("model");
  }
}

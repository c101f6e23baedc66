package dev.cloister.edge.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;

class StrictJsonPropertyTest {

  record Body(String text, Integer number, Boolean flag, Map<String, Object> more) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    new StrictJson().customize(JSON);
  }

  @Property
  void everyTextComesBack(@ForAll String text) throws JsonProcessingException {
    var body = new Body(text, 1, true, Map.of("a", "b"));

    assertThat(JSON.readValue(JSON.writeValueAsString(body), Body.class)).isEqualTo(body);
  }

  @Property
  void nothingButJsonExceptionsComesOfNonsense(@ForAll("nearlyJson") String nonsense) {
    try {
      JSON.readValue(nonsense, Body.class);
    } catch (JsonProcessingException e) {
      assertThat(e).isNotNull();
    }
  }

  @Property
  void aMemberThatComesTwiceIsRefused(@ForAll String one, @ForAll String two) throws Exception {
    String member = "\"text\":";
    String body =
        "{"
            + member
            + JSON.writeValueAsString(one)
            + ","
            + member
            + JSON.writeValueAsString(two)
            + "}";

    refused(body);
  }

  @Property
  void nothingMayFollowTheBody(@ForAll @NotEmpty String more) {
    Assume.that(!more.isBlank() && more.chars().anyMatch(c -> " \t\r\n".indexOf(c) < 0));

    refused("{}" + more);
  }

  @Property
  void aNumberIsNoTextAndATextNoNumber(@ForAll int number) {
    refused("{\"text\":" + number + "}");
    refused("{\"number\":\"" + number + "\"}");
    refused("{\"number\":" + number + ".5}");
    refused("{\"flag\":" + number + "}");
    refused("{\"flag\":\"true\"}");
  }

  @Example
  void bombsAreDefused() {
    bomb("[".repeat(100_000));
    bomb("{\"more\":{\"a\":" + "[".repeat(100));
    bomb("{\"number\":" + "9".repeat(100_000) + "}");
    bomb("{\"number\":1e" + "9".repeat(1000) + "}");
    bomb("{\"" + "n".repeat(100_000) + "\":1}");
  }

  private static void bomb(String body) {
    assertThatThrownBy(() -> JSON.readValue(body, JsonNode.class))
        .isInstanceOf(StreamConstraintsException.class);
  }

  private static void refused(String body) {
    assertThatThrownBy(() -> JSON.readValue(body, Body.class))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Provide
  Arbitrary<String> nearlyJson() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "\\",
            "\\u",
            "\\uD800",
            "null",
            "true",
            "NaN",
            "-",
            "0",
            "1e",
            "999999999999",
            ".5",
            "text",
            "\"text\"",
            "\"number\"",
            "\0",
            "\t",
            " ",
            "//",
            "\uFEFF",
            "é")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }
}

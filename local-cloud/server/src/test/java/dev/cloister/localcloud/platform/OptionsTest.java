package dev.cloister.localcloud.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.localcloud.StartupFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

  private static final Path ROOT = Path.of("/checkout");

  @Test
  void withoutOptionsTheOriginIsAt8080AndDataStaysInTheCheckout() {
    Options options = Options.parse(ROOT);

    assertThat(options.origin()).isEqualTo(8080);
    assertThat(options.data()).isEqualTo(ROOT.resolve(".cloister/data"));
    assertThat(options.without()).isEmpty();
    assertThat(options.fresh()).isFalse();
  }

  @Test
  void servicesAreNamedByTheirFirstWordToo() {
    Options options = Options.parse(ROOT, "--without", "chat", "--without", "history-service");

    assertThat(options.without()).containsExactlyInAnyOrder(Service.CHAT, Service.HISTORY);
  }

  @Test
  void aServiceElsewhereIsNotStarted() {
    Options options = Options.parse(ROOT, "--at", "chat-service=9090");

    assertThat(options.without()).containsExactly(Service.CHAT);
    assertThat(options.elsewhere()).containsEntry(Service.CHAT, 9090);
  }

  @ParameterizedTest
  @CsvSource({
    "--port, http, --port takes a port",
    "--port, 80, --port takes a port",
    "--port, 65530, --port takes a port",
    "--ports, some, --ports takes auto",
    "--model-url, ollama, --model-url takes an http address",
    "--pace, slow, --pace takes milliseconds",
    "--docs, /no/such/folder, --docs takes a folder",
    "--without, billing, There is no service billing",
    "--at, chat-service, --at takes service=port",
    "--listen, everywhere, --listen takes an address",
    "--listen, 0.0.0.0, add --only-cloud",
    "--wat, x, Unknown option --wat",
  })
  void aMistakeIsAnsweredWithTheOptionAndWhatItTakes(String option, String value, String answer) {
    assertThatThrownBy(() -> Options.parse(ROOT, option, value))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining(answer);
  }

  @Test
  void anOptionWithoutItsValueIsNamed() {
    assertThatThrownBy(() -> Options.parse(ROOT, "--data")).hasMessageContaining("--data needs");
  }
}

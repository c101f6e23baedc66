package dev.cloister.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.localcloud.testkit.docs.MappedSettings;
import dev.cloister.localcloud.testkit.docs.SettingsPage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SettingsPageTest {

  @Test
  void thePageHasEverySettingAndNoOther() throws IOException {
    assertThat(SettingsPage.section("Every service")).isEqualTo(MappedSettings.ofThisModule());
  }
}

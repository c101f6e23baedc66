package dev.cloister.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.localcloud.testkit.docs.MappedSettings;
import dev.cloister.localcloud.testkit.docs.SettingsPage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SettingsPageTest {

  @Test
  void thePageHasEverySettingAndNoOther() throws IOException {
    assertThat(SettingsPage.section("history-service"))
        // Those of the issuer that is called workload are the same as every issuer's.
        .filteredOn(name -> !name.startsWith("cloister.identity.workload."))
        .containsExactlyElementsOf(MappedSettings.ofThisModule());
  }
}

package dev.cloister.localcloud.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsPageTest {

  @Test
  void aRowNamesOneOrSeveralSettings() {
    var page =
        List.of(
            "## Every service",
            "| `cloister.other.setting` | – | |",
            "## history-service",
            "Nothing here: `cloister.not.a.row`.",
            "| setting | default | meaning |",
            "|---|---|---|",
            "| `cloister.history.table`, `.bucket` | `cloister-history` | like `cloister.no.name` |",
            "| `cloister.a.b.c`, `.d-e` | 1 | |",
            "| `quarkus.http.port`, `.cloister.x` | 1 | |");

    assertThat(SettingsPage.read(page, "history-service"))
        .containsExactly(
            "cloister.a.b.c",
            "cloister.a.b.d-e",
            "cloister.history.bucket",
            "cloister.history.table");
  }
}

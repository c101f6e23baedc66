package dev.cloister.chat.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.NumericChars;

class AllowedModelPropertyTest {

  @Property
  void anEntryIsReadAsItWasWritten(
      @ForAll @AlphaChars @NumericChars @Chars({'.', ':', '-', '/', '_'}) @NotEmpty String id,
      @ForAll @IntRange(min = 1) int tokens) {
    assertThat(AllowedModel.of(id)).isEqualTo(new AllowedModel(id, 0));
    assertThat(AllowedModel.of(id + "=" + tokens)).isEqualTo(new AllowedModel(id, tokens));
    assertThat(AllowedModel.of(" " + id + " = " + tokens + " "))
        .isEqualTo(new AllowedModel(id, tokens));
  }

  @Property
  void anEntryIsReadOrRefusedInItsOwnWords(@ForAll String entry) {
    try {
      AllowedModel model = AllowedModel.of(entry);
      assertThat(model.id()).isNotBlank();
      assertThat(model.contextTokens()).isNotNegative();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("must be <model id>");
    }
  }
}

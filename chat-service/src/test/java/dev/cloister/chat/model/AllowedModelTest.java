package dev.cloister.chat.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AllowedModelTest {

  @Test
  void anEntryIsAnIdWithOrWithoutItsWindow() {
    assertThat(AllowedModel.of("amazon.nova-lite-v1:0"))
        .isEqualTo(new AllowedModel("amazon.nova-lite-v1:0", 0));
    assertThat(AllowedModel.of(" amazon.nova-lite-v1:0 = 300000 "))
        .isEqualTo(new AllowedModel("amazon.nova-lite-v1:0", 300_000));
    var arn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc";
    assertThat(AllowedModel.of(arn)).isEqualTo(new AllowedModel(arn, 0));
  }

  @Test
  void aWindowThatIsNoNumberIsRefusedWithTheEntry() {
    assertThatThrownBy(() -> AllowedModel.of("a=many"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a=many'");
  }
}

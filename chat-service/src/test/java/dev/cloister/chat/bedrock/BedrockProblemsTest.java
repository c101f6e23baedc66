package dev.cloister.chat.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;

class BedrockProblemsTest {

  private static final String CALLER =
      "User: arn:aws:sts::111122223333:assumed-role/cloister-chat/pod is not authorized to perform: ";
  private static final String MODEL =
      " on resource: arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-micro-v1:0 ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "because no identity-based policy allows the bedrock:InvokeModel action",
        "with an explicit deny in an identity-based policy",
        "with an explicit deny in a service control policy",
        "because no VPC endpoint policy allows the bedrock:InvokeModel action",
        "with an explicit deny in a VPC endpoint policy"
      })
  void aPolicyDenies(String why) {
    for (String action : new String[] {"InvokeModel", "InvokeModelWithResponseStream"}) {
      var denied = refused("AccessDeniedException", CALLER + "bedrock:" + action + MODEL + why);
      assertThat(BedrockProblems.isDeniedByPolicy(denied)).isTrue();
    }
  }

  /** Each of them also where the role allows every model. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "You don't have access to the model with the specified model ID.",
        "Model access is denied due to "
            + CALLER
            + "aws-marketplace:ViewSubscriptions on resource: * because no identity-based policy"
            + " allows the aws-marketplace:ViewSubscriptions action. Your AWS Marketplace"
            + " subscription for this model cannot be completed at this time.",
        CALLER + "bedrock:ApplyGuardrail on resource: arn:aws:bedrock:us-east-1::guardrail/g",
        "Your account is not authorized to invoke this API operation."
      })
  void whatElseIsRefusedIsNotDeniedByPolicy(String message) {
    assertThat(BedrockProblems.isDeniedByPolicy(refused("AccessDeniedException", message)))
        .isFalse();
  }

  @Test
  void anotherErrorWithTheSameWordsIsNotDeniedByPolicy() {
    var error = refused("ValidationException", CALLER + "bedrock:InvokeModel" + MODEL);
    assertThat(BedrockProblems.isDeniedByPolicy(error)).isFalse();
    assertThat(BedrockProblems.isDeniedByPolicy(new IllegalStateException())).isFalse();
  }

  private static BedrockRuntimeException refused(String code, String message) {
    var details = AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
    return (BedrockRuntimeException)
        AccessDeniedException.builder().awsErrorDetails(details).statusCode(403).build();
  }
}

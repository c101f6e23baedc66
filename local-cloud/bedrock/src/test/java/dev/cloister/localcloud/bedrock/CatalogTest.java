package dev.cloister.localcloud.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrock.model.FoundationModelSummary;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileSummary;
import software.amazon.awssdk.services.bedrock.model.ListInferenceProfilesResponse;
import software.amazon.awssdk.services.bedrock.model.ModelModality;
import software.amazon.awssdk.services.bedrock.model.ValidationException;

class CatalogTest {

  private static Running running;

  @BeforeAll
  static void start() {
    running = new Running(BedrockOptions.on(0));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void theModelsAreListedWithTheirModalitiesAndWaysIn() {
    var models = running.catalog().listFoundationModels(r -> {}).modelSummaries();

    assertThat(models)
        .extracting(
            FoundationModelSummary::modelId,
            m -> String.join(",", m.outputModalitiesAsStrings()),
            m -> String.join(",", m.inferenceTypesSupportedAsStrings()),
            FoundationModelSummary::responseStreamingSupported)
        .containsExactly(
            tuple(Running.CLAUDE, "TEXT", "INFERENCE_PROFILE", true),
            tuple(Running.NOVA, "TEXT", "ON_DEMAND,INFERENCE_PROFILE", true),
            tuple(Running.LLAMA, "TEXT", "ON_DEMAND", true),
            tuple(Running.MISTRAL, "TEXT", "ON_DEMAND", true),
            tuple(Running.TITAN, "EMBEDDING", "ON_DEMAND", null));
    assertThat(models.getFirst().modelArn())
        .isEqualTo("arn:aws:bedrock:us-east-1::foundation-model/" + Running.CLAUDE);
    assertThat(models).allMatch(m -> m.modelLifecycle().statusAsString().equals("ACTIVE"));
  }

  @Test
  void theModelsAreFiltered() {
    var models =
        running
            .catalog()
            .listFoundationModels(r -> r.byOutputModality(ModelModality.TEXT).byProvider("amazon"))
            .modelSummaries();

    assertThat(models).extracting(FoundationModelSummary::modelId).containsExactly(Running.NOVA);
  }

  @Test
  void theProfilesComePageByPage() {
    ListInferenceProfilesResponse first =
        running.catalog().listInferenceProfiles(r -> r.maxResults(1));
    ListInferenceProfilesResponse second =
        running.catalog().listInferenceProfiles(r -> r.maxResults(1).nextToken(first.nextToken()));

    assertThat(first.inferenceProfileSummaries())
        .extracting(InferenceProfileSummary::inferenceProfileId)
        .containsExactly(Running.CLAUDE_PROFILE);
    assertThat(second.inferenceProfileSummaries())
        .extracting(InferenceProfileSummary::inferenceProfileId)
        .containsExactly("us." + Running.NOVA);
    assertThat(second.nextToken()).isNull();
  }

  @Test
  void aProfileNamesItsModelInEveryRegion() {
    InferenceProfileSummary profile =
        running
            .catalog()
            .listInferenceProfilesPaginator(r -> {})
            .inferenceProfileSummaries()
            .stream()
            .findFirst()
            .orElseThrow();

    assertThat(profile.inferenceProfileArn())
        .isEqualTo(
            "arn:aws:bedrock:us-east-1:000000000000:inference-profile/" + Running.CLAUDE_PROFILE);
    assertThat(profile.models())
        .extracting(m -> m.modelArn())
        .containsExactly(
            "arn:aws:bedrock:us-east-1::foundation-model/" + Running.CLAUDE,
            "arn:aws:bedrock:us-east-2::foundation-model/" + Running.CLAUDE,
            "arn:aws:bedrock:us-west-2::foundation-model/" + Running.CLAUDE);
    assertThat(profile.typeAsString()).isEqualTo("SYSTEM_DEFINED");
    assertThat(profile.createdAt()).isNotNull();
  }

  @Test
  void aForeignPageTokenIsRefused() {
    assertThatThrownBy(() -> running.catalog().listInferenceProfiles(r -> r.nextToken("made-up")))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("nextToken");
  }
}

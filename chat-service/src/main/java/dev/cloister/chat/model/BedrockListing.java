package dev.cloister.chat.model;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.reactivestreams.FlowAdapters;
import software.amazon.awssdk.services.bedrock.BedrockAsyncClient;
import software.amazon.awssdk.services.bedrock.model.FoundationModelSummary;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileSummary;

/** What Bedrock itself says it has in this region. */
@ApplicationScoped
class BedrockListing {

  /** Foundation models and inference profiles as Bedrock lists them. */
  record Listing(List<FoundationModelSummary> models, List<InferenceProfileSummary> profiles) {
    static final Listing EMPTY = new Listing(List.of(), List.of());
  }

  private final BedrockAsyncClient client;

  BedrockListing(BedrockAsyncClient client) {
    this.client = client;
  }

  Uni<Listing> fetch() {
    var models =
        Uni.createFrom()
            .completionStage(() -> client.listFoundationModels(r -> {}))
            .map(r -> r.modelSummaries());
    var profiles =
        Multi.createFrom()
            .publisher(
                FlowAdapters.toFlowPublisher(
                    client.listInferenceProfilesPaginator(r -> {}).inferenceProfileSummaries()))
            .collect()
            .asList();
    // Both fail where there is no endpoint; neither failure is to be dropped into the log.
    return Uni.combine().all().unis(models, profiles).collectFailures().with(Listing::new);
  }
}

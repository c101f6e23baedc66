package dev.cloister.chat.model;

import dev.cloister.chat.model.BedrockListing.Listing;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.bedrock.model.FoundationModelSummary;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileSummary;
import software.amazon.awssdk.services.bedrock.model.InferenceType;

/**
 * The models that may be used: the configured list, enriched by what Bedrock knows of each. A
 * closed network may have no endpoint for Bedrock's control plane; then the configured ids are used
 * as they stand.
 */
@ApplicationScoped
public class Catalogue {

  private static final Logger LOG = Logger.getLogger(Catalogue.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final ModelsConfig config;
  private final BedrockListing bedrock;
  private volatile List<Model> models = List.of();
  private final ExecutorService threads;
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private volatile Instant staleAt = Instant.MIN;

  Catalogue(ModelsConfig config, BedrockListing bedrock, @VirtualThreads ExecutorService threads) {
    this.config = config;
    this.bedrock = bedrock;
    this.threads = threads;
  }

  /** Every model that may be used, the default first. The first call may block for some seconds. */
  public List<Model> models() {
    if (models.isEmpty()) {
      refresh();
    } else if (Instant.now().isAfter(staleAt) && refreshing.compareAndSet(false, true)) {
      threads.execute(this::refreshKnown);
    }
    return models;
  }

  private void refreshKnown() {
    try {
      refresh();
    } finally {
      refreshing.set(false);
    }
  }

  /**
   * The model of an id, or the default where the id is null. The first call may block for some
   * seconds.
   *
   * @throws dev.cloister.edge.problem.ProblemException 403 where it is not on the list
   */
  public Model require(String id) {
    if (id == null) {
      return models().getFirst();
    }
    return models().stream()
        .filter(m -> m.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                        ProblemType.MODEL_NOT_ALLOWED,
                        "modelId names a model that may not be used here; GET /v1/models lists"
                            + " those that may.",
                        "modelId",
                        null,
                        null)
                    .asException());
  }

  private synchronized void refresh() {
    if (Instant.now().isBefore(staleAt)) {
      return;
    }
    try {
      models = resolve(bedrock.fetch().await().atMost(PATIENCE));
      staleAt = Instant.now().plus(config.refresh());
    } catch (RuntimeException e) {
      LOG.warnf("Bedrock's list of models cannot be read (%s); configured ids are used", e);
      if (models.isEmpty()) {
        models = resolve(Listing.EMPTY);
      }
      staleAt = Instant.now().plus(RETRY);
    }
  }

  private List<Model> resolve(Listing listing) {
    return config.allowed().stream().map(entry -> resolve(entry, listing)).toList();
  }

  private Model resolve(AllowedModel entry, Listing listing) {
    String id = entry.id();
    var profile = listing.profiles().stream().filter(p -> isCalled(p, id)).findFirst();
    var model =
        listing.models().stream()
            .filter(m -> m.modelId().equals(id) || m.modelArn().equals(id))
            .findFirst();
    String name =
        profile
            .map(InferenceProfileSummary::inferenceProfileName)
            .or(() -> model.map(FoundationModelSummary::modelName))
            .orElse(id);
    String provider = model.map(FoundationModelSummary::providerName).orElse(providerOf(id));
    int context = entry.contextTokens() > 0 ? entry.contextTokens() : config.defaultContextTokens();
    String invocation = model.flatMap(m -> profileFor(m, listing)).orElse(id);
    return new Model(id, invocation, name, provider, context);
  }

  /** The profile to call a model by where Bedrock refuses its own id ("on-demand throughput"). */
  private static Optional<String> profileFor(FoundationModelSummary model, Listing listing) {
    if (model.inferenceTypesSupported().contains(InferenceType.ON_DEMAND)) {
      return Optional.empty();
    }
    return listing.profiles().stream()
        .filter(
            p -> p.models().stream().anyMatch(m -> m.modelArn().endsWith("/" + model.modelId())))
        .map(InferenceProfileSummary::inferenceProfileId)
        .sorted((a, b) -> Boolean.compare(a.startsWith("global."), b.startsWith("global.")))
        .findFirst();
  }

  private static boolean isCalled(InferenceProfileSummary profile, String id) {
    return profile.inferenceProfileId().equals(id) || profile.inferenceProfileArn().equals(id);
  }

  private static String providerOf(String id) {
    String[] parts = id.replaceFirst("^(us|eu|apac|global|jp|au)\\.", "").split("\\.", 2);
    return parts.length == 2 ? parts[0] : "unknown";
  }
}

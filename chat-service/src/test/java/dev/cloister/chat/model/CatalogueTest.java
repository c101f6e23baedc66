package dev.cloister.chat.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  private final AtomicInteger fetched = new AtomicInteger();
  private final AtomicInteger givenUp = new AtomicInteger();

  @Test
  void whoAsksDoesNotWaitWhileAKnownListIsFetchedAgain() {
    var catalogue = new Catalogue(new AlwaysStale(), listing(), threads());
    List<Model> first = catalogue.models();
    List<Model> second = catalogue.models();

    assertThat(second).isEqualTo(first).extracting(Model::id).containsExactly("a.model");
    assertThat(givenUp).as("nobody has waited until the second fetch was given up").hasValue(0);
  }

  /** Answers once, then never again. */
  private BedrockListing listing() {
    return new BedrockListing(null) {
      @Override
      Uni<Listing> fetch() {
        return fetched.getAndIncrement() == 0
            ? Uni.createFrom().item(Listing.EMPTY)
            : Uni.createFrom().<Listing>nothing().onCancellation().invoke(givenUp::incrementAndGet);
      }
    };
  }

  private static ExecutorService threads() {
    return Executors.newVirtualThreadPerTaskExecutor();
  }

  private static final class AlwaysStale implements ModelsConfig {
    @Override
    public List<AllowedModel> allowed() {
      return List.of(new AllowedModel("a.model", 0));
    }

    @Override
    public Optional<String> titleModel() {
      return Optional.empty();
    }

    @Override
    public int maxOutputTokens() {
      return 10;
    }

    @Override
    public int defaultContextTokens() {
      return 1000;
    }

    @Override
    public String unlisted() {
      return "unlisted";
    }

    @Override
    public Duration refresh() {
      return Duration.ofSeconds(-1);
    }
  }
}

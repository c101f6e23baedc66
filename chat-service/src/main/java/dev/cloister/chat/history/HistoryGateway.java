package dev.cloister.chat.history;

import dev.cloister.chat.bedrock.Attached;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Stores questions and answers. Nothing here blocks; failures are problems for the caller. */
@ApplicationScoped
public class HistoryGateway {

  private static final Logger LOG = Logger.getLogger(HistoryGateway.class);

  /** A replaced or killed history-service is back by then; a reader waits for the end so long. */
  private static final Duration TO_STORE_AN_END = Duration.ofSeconds(30);

  private static final int ABANDON_ATTEMPTS = 12;
  private static final int READ_ATTEMPTS = 2;

  private final HistoryApi api;
  private final Duration beginWithin;
  private final WorkloadIdentity identity;

  /**
   * @param frontDoor what history-service accepts as {@code X-Origin-Verify}, the newest first
   */
  HistoryGateway(
      HistoryConfig config,
      WorkloadIdentity identity,
      @ConfigProperty(name = "cloister.origin-verify.values") Optional<List<String>> frontDoor) {
    this.identity = identity;
    this.beginWithin = config.beginWithin();
    this.api =
        QuarkusRestClientBuilder.newBuilder()
            .baseUri(config.url())
            .connectTimeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
            .readTimeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
            .register(identity)
            .register(new OriginSecret(frontDoor.map(List::getFirst).orElse(null)))
            .build(HistoryApi.class);
  }

  /**
   * Stores a question and the place for its answer. A call whose reply is lost is repeated. Where
   * that does not help either, the question may be stored all the same; then history is told in the
   * background that it was given up, so that the next call with its key can have it.
   *
   * @return fails with 409 where the key stood for another request, 404 where the session is being
   *     deleted, 503 where history cannot be written
   */
  public Uni<TurnBegun> begin(Asker asker, UUID session, NewTurn turn) {
    return identified(api.begin(asker.subject().value(), asker.requestId(), session, turn))
        .onFailure(HistoryFailure::mayPass)
        .retry()
        .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(1))
        .expireIn(beginWithin.toMillis())
        .ifNoItem()
        .after(beginWithin)
        .fail()
        .onFailure(e -> !HistoryFailure.isRefused(e))
        .invoke(() -> abandon(asker, session, turn.answerId()))
        .onFailure()
        .transform(HistoryFailure::told);
  }

  /**
   * The turn that the key stands for; empty where there is none or that cannot be told now.
   *
   * @return fails with 409 where the key stood for another request
   */
  public Uni<Optional<TurnBegun.Replayed>> earlier(
      Asker asker, UUID session, String key, String fingerprint) {
    return identified(
            api.earlier(asker.subject().value(), asker.requestId(), session, key, fingerprint))
        .map(Optional::of)
        .onFailure(e -> !HistoryFailure.isConflict(e))
        .recoverWithItem(Optional.empty())
        .onFailure()
        .transform(HistoryFailure::told);
  }

  /** Lets go of a turn whose model was not called and will not be. Tries in the background. */
  public void abandon(Asker asker, UUID session, UUID attempt) {
    identified(api.abandon(asker.subject().value(), asker.requestId(), session, attempt))
        .onFailure(HistoryFailure::mayPass)
        .retry()
        .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(10))
        .atMost(ABANDON_ATTEMPTS)
        .subscribe()
        .with(
            v -> {},
            e ->
                LOG.warnf(
                    "a turn stays until its lease ends answerId=%s error=%s requestId=%s",
                    attempt, e, asker.requestId()));
  }

  /** Stores what there is of an answer and says that it goes on. */
  public Uni<Void> checkpoint(Asker asker, UUID session, UUID answer, String text, int revision) {
    var checkpoint = new HistoryApi.Checkpoint(text, revision);
    return identified(
        api.checkpoint(asker.subject().value(), asker.requestId(), session, answer, checkpoint));
  }

  /** Stores an answer's end, trying for half a minute; the call may be repeated. */
  public Uni<Void> end(Asker asker, UUID session, UUID answer, AnswerEnd end) {
    return identified(api.end(asker.subject().value(), asker.requestId(), session, answer, end))
        .onFailure(HistoryFailure::mayPass)
        .retry()
        .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
        .expireIn(TO_STORE_AN_END.toMillis());
  }

  /** Gives a session a generated title; the user's own stays. */
  public Uni<Void> title(Asker asker, UUID session, String title) {
    return identified(
        api.title(
            asker.subject().value(), asker.requestId(), session, new HistoryApi.Title(title)));
  }

  /** An answer as it is stored. */
  public Uni<StoredAnswer> answer(Asker asker, UUID session, UUID answer) {
    return identified(api.answer(asker.subject().value(), asker.requestId(), session, answer))
        .onFailure()
        .transform(HistoryFailure::told);
  }

  /** Those of the files that there are. */
  public Uni<List<Attached>> attachments(Asker asker, UUID session, List<UUID> ids) {
    return repeated(api.attachments(asker.subject().value(), asker.requestId(), session, ids));
  }

  /** What is in a file. */
  public Uni<byte[]> attachment(Asker asker, UUID session, UUID attachment) {
    return repeated(
        api.attachment(asker.subject().value(), asker.requestId(), session, attachment));
  }

  private <T> Uni<T> repeated(Uni<T> read) {
    return identified(read)
        .onFailure(HistoryFailure::mayPass)
        .retry()
        .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(1))
        .atMost(READ_ATTEMPTS)
        .onFailure()
        .transform(HistoryFailure::told);
  }

  /** The call, made once more with a new token where this service's was not accepted. */
  private <T> Uni<T> identified(Uni<T> call) {
    return call.onFailure(HistoryFailure::isUnidentified)
        .invoke(identity::renew)
        .onFailure(HistoryFailure::isUnidentified)
        .retry()
        .atMost(1);
  }
}

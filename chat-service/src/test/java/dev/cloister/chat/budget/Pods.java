package dev.cloister.chat.budget;

import dev.cloister.chat.store.Table;
import dev.cloister.chat.store.UsageTableConfig;
import dev.cloister.edge.identity.Subject;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Budgets as other pods have them: they share nothing with each other but the table. */
final class Pods {

  /** A clock that stands still until it is put on. */
  static final class Hand extends Clock {
    private volatile Instant now;

    Hand(String now) {
      this.now = Instant.parse(now);
    }

    void to(String time) {
      now = Instant.parse(time);
    }

    void on(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  static final Duration LEASE = Duration.ofMinutes(3);

  private final UsageTableConfig table;
  private final Vertx vertx;
  private final ExecutorService threads;

  Pods(UsageTableConfig table, Vertx vertx, ExecutorService threads) {
    this.table = table;
    this.vertx = vertx;
    this.threads = threads;
  }

  /** A pod with these default limits, that reaches the table by this client. */
  Budgets pod(DynamoDbClient client, Limits defaults, Clock clock) {
    var config = new Config(defaults);
    var own = new Table(client, table);
    var limits = new KnownLimits(new LimitStore(own), config, vertx, threads);
    return new Budgets(new BudgetStore(own), limits, config, clock, vertx, threads);
  }

  static Subject somebody() {
    return new Subject("user-" + UUID.randomUUID());
  }

  private record Config(Limits defaults) implements BudgetsConfig {
    @Override
    public Optional<Long> tokensPerDay() {
      return Optional.ofNullable(defaults.tokensPerDay());
    }

    @Override
    public Optional<Long> tokensPerMinute() {
      return Optional.ofNullable(defaults.tokensPerMinute());
    }

    @Override
    public Optional<Long> concurrentAnswers() {
      return Optional.ofNullable(defaults.concurrentAnswers());
    }

    @Override
    public Duration refresh() {
      return Duration.ofSeconds(10);
    }

    @Override
    public Duration lease() {
      return LEASE;
    }
  }
}

package dev.cloister.chat.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.chat.budget.Pods.Hand;
import dev.cloister.chat.store.Table;
import dev.cloister.chat.store.UsageTableConfig;
import dev.cloister.chat.store.Values;
import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemException;
import dev.cloister.edge.problem.ProblemType;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Budgets against the real table, in as many pods as a test wants. */
@Promise(12)
@QuarkusTest
class BudgetsTest {

  private static final Limits DAY_1000 = new Limits(1000L, null, null);
  private static final Limits ONE_ANSWER = new Limits(null, null, 1L);

  private final Hand clock = new Hand("2026-11-21T12:00:30Z");
  private final Subject alice = Pods.somebody();
  private final DynamoDbClient client;
  private final UsageTableConfig config;
  private final Pods pods;

  BudgetsTest(
      DynamoDbClient client,
      UsageTableConfig table,
      Vertx vertx,
      @VirtualThreads ExecutorService threads) {
    this.client = client;
    this.config = table;
    this.pods = new Pods(table, vertx, threads);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          1000, -,    -, 10
          -,    1000, -, 10
          -,    -,    7, 7
          2000, 1300, 9, 9
          999,  -,    -, 9
          """)
  void ofAHundredAtOnceInFourPodsExactlyAsManyPassAsFit(
      Long day, Long minute, Long concurrent, int fit) {
    var limits = new Limits(day, minute, concurrent);
    List<Budgets> four = List.of(pod(limits), pod(limits), pod(limits), pod(limits));
    Queue<Reservation> passed = new ConcurrentLinkedQueue<>();
    Queue<Throwable> refused = new ConcurrentLinkedQueue<>();
    atOnce(
        100,
        i -> {
          try {
            passed.add(reserve(four.get(i % 4), 100));
          } catch (ProblemException e) {
            refused.add(e);
          }
        });

    assertThat(refused).allSatisfy(e -> assertRefused(e));
    assertThat(passed).hasSize(fit);
    assertThat(refused).hasSize(100 - fit);
    assertThat(used(four.getFirst())).isEqualTo(fit * 100L);
  }

  @Test
  void settlingAtOnceCountsWhatWasUsedAndNothingElse() {
    var limits = new Limits(100_000L, 100_000L, 100L);
    List<Budgets> two = List.of(pod(limits), pod(limits));
    atOnce(
        100,
        i -> {
          Budgets pod = two.get(i % 2);
          pod.settle(reserve(pod, 1000), 7);
        });

    var state = two.getFirst().state(alice);
    assertThat(state.tokensPerDay().used()).isEqualTo(700);
    assertThat(state.tokensPerMinute().used()).isEqualTo(700);
    assertThat(state.concurrentAnswers().used()).isZero();
  }

  @Test
  void aRefusalSaysWhichBudgetHowMuchAndUntilWhen() {
    Budgets pod = pod(DAY_1000);
    reserve(pod, 700);

    Problem problem = refused(() -> reserve(pod, 400));

    assertThat(problem.kind()).isEqualTo(ProblemType.BUDGET_EXCEEDED);
    assertThat(problem.members())
        .containsEntry(
            "budget",
            Map.of(
                "name", "tokensPerDay",
                "used", 700L,
                "limit", 1000L,
                "needed", 400L,
                "resetsAt", "2026-11-22T00:00:00Z"));
    assertThat(problem.retryAfterSeconds()).isEqualTo(12 * 3600 - 30 + 1);
    assertThat(problem.detail())
        .isEqualTo(
            "You have used 700 of 1000 tokens today, and this question may need 400."
                + " Try again after 00:00 UTC.");
  }

  @Test
  void whatCanNeverFitIsRefusedWithoutAskingToWait() {
    Budgets pod = pod(DAY_1000);
    assertThat(refused(() -> reserve(pod, 1001)).retryAfterSeconds()).isNull();
    assertThat(refused(() -> reserve(pod(new Limits(null, null, 0L)), 1)).retryAfterSeconds())
        .isNull();
    assertThat(pod.state(alice).tokensPerDay().used()).isZero();
  }

  @Test
  void anothersBudgetIsTheirOwn() {
    Budgets pod = pod(DAY_1000);
    reserve(pod, 1000);
    assertThat(pod.reserve(Pods.somebody(), UUID.randomUUID(), 1000, true)).isPresent();
  }

  @Test
  void theDayBeginsAnewAtMidnightUtc() {
    Budgets pod = pod(DAY_1000);
    clock.to("2026-11-21T23:59:59Z");
    Reservation late = reserve(pod, 1000);
    refused(() -> reserve(pod, 1));

    clock.to("2026-11-22T00:00:00Z");
    reserve(pod, 600);
    pod.settle(late, 10); // That counts for yesterday.

    assertThat(pod.state(alice).tokensPerDay().used()).isEqualTo(600);
    refused(() -> reserve(pod, 401));
    clock.to("2026-11-21T23:59:59Z");
    assertThat(pod.state(alice).tokensPerDay().used()).isEqualTo(10);
  }

  @Test
  void theMinuteBeginsAnewWithTheClocks() {
    Budgets pod = pod(new Limits(null, 1000L, null));
    clock.to("2026-11-21T12:00:59Z");
    reserve(pod, 1000);
    assertThat(refused(() -> reserve(pod, 1)).retryAfterSeconds()).isEqualTo(2);

    clock.to("2026-11-21T12:01:00Z");
    reserve(pod, 1000);
  }

  @Test
  void aReservationThatNobodyRenewsFreesItsPlaceAndStaysCounted() {
    var limits = new Limits(1000L, null, 1L);
    reserve(pod(limits), 400); // By a pod that then dies.
    Budgets other = pod(limits);
    clock.on(Pods.LEASE);
    refused(() -> reserve(other, 100));

    clock.on(Duration.ofSeconds(1));
    reserve(other, 100);

    assertThat(other.state(alice).tokensPerDay().used()).isEqualTo(500);
    assertThat(other.state(alice).concurrentAnswers().used()).isEqualTo(1);
  }

  @Test
  void aLongAnswerKeepsItsPlace() {
    Budgets pod = pod(ONE_ANSWER);
    reserve(pod, 1);
    for (int i = 0; i < 5; i++) {
      clock.on(Pods.LEASE.dividedBy(2));
      pod.renew();
    }
    refused(() -> reserve(pod(ONE_ANSWER), 1));
  }

  @Test
  void settlingTwiceCountsOnce() {
    Budgets pod = pod(DAY_1000);
    Reservation reservation = reserve(pod, 500);
    reserve(pod, 100);
    pod.settle(reservation, 50);
    pod.settle(reservation, 50);
    assertThat(pod.state(alice).tokensPerDay().used()).isEqualTo(150);
  }

  @Test
  void aReservationIsExtendedAsFarAsTheLimitAllows() {
    Budgets pod = pod(DAY_1000);
    Reservation reservation = reserve(pod, 100);
    Reservation extended = pod.extend(reservation, 1000).orElseThrow();
    assertThat(pod.extend(extended, 1001)).isEmpty();
    assertThat(pod.state(alice).tokensPerDay().used()).isEqualTo(1000);

    pod.settle(reservation, 30); // Whoever stopped it had not yet seen that it was extended.

    assertThat(pod.state(alice).tokensPerDay().used()).isEqualTo(30);
  }

  /** All running answers of a person are in one item; it must not grow until it is full. */
  @Test
  void whomOnlyTokensLimitStillHasABoundedNumberOfAnswersMade() {
    Budgets pod = pod(DAY_1000);
    for (int wave = 0; wave < 10; wave++) {
      atOnce(50, i -> reserve(pod, 1));
    }

    Problem problem = refused(() -> reserve(pod, 1));

    assertThat(problem.members())
        .containsEntry("budget", Map.of("name", "concurrentAnswers", "used", 500L, "limit", 500L));
    assertThat(problem.retryAfterSeconds()).isEqualTo(5);
    assertThat(pod.reserve(alice, UUID.randomUUID(), 1, false)).as("a title").isPresent();
  }

  @Test
  void aStoredLimitOfBeforeIsReadAsTheGreatest() {
    var table = new Table(client, config);
    var item = new HashMap<>(Values.key("LIMITS", Values.user(alice)));
    item.put("concurrentAnswers", Values.n(5000));
    table.put(item);
    assertThat(new LimitStore(table).find(alice)).contains(new Limits(null, null, 500L));
  }

  @Test
  void titlesTakeNoPlaceAmongTheRunningAnswers() {
    Budgets pod = pod(ONE_ANSWER);
    reserve(pod, 1);
    assertThat(pod.reserve(alice, UUID.randomUUID(), 1, false)).isPresent();
  }

  @Test
  void countsOfLongAgoAreClearedAway() {
    Budgets pod = pod(DAY_1000);
    pod.settle(reserve(pod, 100), 100);
    clock.on(Duration.ofDays(3));
    pod.settle(reserve(pod, 100), 100);
    clock.to("2026-11-21T12:00:30Z");
    assertThat(pod.state(alice).tokensPerDay().used()).isZero();
  }

  @Test
  void aLostReplyReservesAndSettlesOnce() {
    var forgetful = new ForgetfulClient(client);
    Budgets pod = pods.pod(forgetful.client(), new Limits(1000L, null, 1L), clock);
    pod.state(alice);

    forgetful.loseRepliesOf("UpdateItem", 1); // The SDK sends it again.
    Reservation reservation = reserve(pod, 500);
    assertThat(pod.state(alice).tokensPerDay().used()).isEqualTo(500);
    forgetful.loseRepliesOf("UpdateItem", 1);
    Reservation extended = pod.extend(reservation, 600).orElseThrow();
    assertThat(pod.state(alice).tokensPerDay().used()).isEqualTo(600);
    forgetful.loseRepliesOf("UpdateItem", 1);
    pod.settle(extended, 200);

    assertThat(pod.state(alice).tokensPerDay().used()).isEqualTo(200);
    assertThat(pod.state(alice).concurrentAnswers().used()).isZero();
    assertThat(forgetful.lost()).isEqualTo(3);
  }

  @Test
  void aReservationThatNobodyHeardOfIsGivenBack() {
    var forgetful = new ForgetfulClient(client);
    Budgets pod = pods.pod(forgetful.client(), ONE_ANSWER, clock);
    pod.state(alice);
    forgetful.loseRepliesOf("UpdateItem", 100); // More often than the SDK tries.
    assertThatThrownBy(() -> reserve(pod, 500))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(503));
    forgetful.loseRepliesOf("UpdateItem", 0);
    refused(() -> reserve(pod(ONE_ANSWER), 1));

    pod.renew();

    reserve(pod(ONE_ANSWER), 1);
  }

  @Test
  void whatCannotBeSettledNowIsLater() {
    var forgetful = new ForgetfulClient(client);
    Budgets pod = pods.pod(forgetful.client(), DAY_1000, clock);
    Reservation reservation = reserve(pod, 500);
    forgetful.failAll(true);
    pod.settle(reservation, 20);
    forgetful.failAll(false);
    assertThat(pod.state(alice).tokensPerDay().used()).isEqualTo(500);

    pod.renew();

    assertThat(pod.state(alice).tokensPerDay().used()).isEqualTo(20);
  }

  @Test
  void nobodyMayAskWhileTheLimitsAreUnknown() {
    var forgetful = new ForgetfulClient(client);
    forgetful.failAll(true);
    Budgets pod = pods.pod(forgetful.client(), Limits.NONE, clock);
    assertThatThrownBy(() -> pod.reserve(alice, UUID.randomUUID(), 1, true))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(503));
  }

  @Test
  void withoutALimitNothingIsAskedOfTheStore() {
    var forgetful = new ForgetfulClient(client);
    Budgets pod = pods.pod(forgetful.client(), Limits.NONE, clock);
    pod.state(alice); // It has read that there are no limits.
    forgetful.failAll(true);
    assertThat(pod.reserve(alice, UUID.randomUUID(), 1, true)).isEmpty();
  }

  private Budgets pod(Limits limits) {
    return pods.pod(client, limits, clock);
  }

  private Reservation reserve(Budgets pod, long tokens) {
    return pod.reserve(alice, UUID.randomUUID(), tokens, true).orElseThrow();
  }

  private long used(Budgets pod) {
    var state = pod.state(alice);
    var used = state.tokensPerDay() != null ? state.tokensPerDay() : state.tokensPerMinute();
    return used != null ? used.used() : state.concurrentAnswers().used() * 100;
  }

  private static void assertRefused(Throwable e) {
    assertThat(((ProblemException) e).problem().kind()).isEqualTo(ProblemType.BUDGET_EXCEEDED);
  }

  private static Problem refused(Runnable call) {
    try {
      call.run();
    } catch (ProblemException e) {
      assertRefused(e);
      return e.problem();
    }
    throw new AssertionError("it was not refused");
  }

  private static void atOnce(int times, Consumer<Integer> call) {
    var calls = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < times; i++) {
        int index = i;
        calls.add(threads.submit(() -> call.accept(index)));
      }
    }
    assertThat(calls).allMatch(c -> c.state() == Future.State.SUCCESS);
  }
}

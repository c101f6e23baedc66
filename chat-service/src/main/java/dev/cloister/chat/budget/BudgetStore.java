package dev.cloister.chat.budget;

import static dev.cloister.chat.store.Values.n;

import dev.cloister.chat.budget.BudgetItem.Held;
import dev.cloister.chat.store.Attr;
import dev.cloister.chat.store.Change;
import dev.cloister.chat.store.Table;
import dev.cloister.chat.store.Values;
import dev.cloister.edge.identity.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * One item for each person, and one conditional write for each step of a reservation. A condition
 * that fails is the SDK's ConditionalCheckFailedException, with the item as it is.
 */
@ApplicationScoped
class BudgetStore {

  /** An item that nobody uses goes, once its windows are past for every pod's clock. */
  private static final Duration KEPT = Duration.ofDays(3);

  private final Table table;

  BudgetStore(Table table) {
    this.table = table;
  }

  BudgetItem read(Subject owner) {
    return new BudgetItem(table.get(key(owner)));
  }

  /** Holds the tokens if all limits allow it. */
  BudgetItem reserve(Reservation r, Instant until) {
    String held = BudgetItem.held(r.id());
    var change =
        new Change()
            .ifMissing(held)
            .set(
                AttributeValue.fromM(
                    Map.of(
                        BudgetItem.TOKENS,
                        n(r.tokens()),
                        BudgetItem.UNTIL,
                        n(until.getEpochSecond()))),
                held)
            .set(n(until.plus(KEPT).getEpochSecond()), Attr.EXPIRES_AT);
    count(change, r, r.tokens());
    if (r.answer()) {
      change
          .add(BudgetItem.RUNNING, set(r.id().toString()))
          .ifFewer(BudgetItem.RUNNING, r.limits().answersAtATime());
    }
    return new BudgetItem(write(r, change));
  }

  /** Holds so many tokens in all if the limits allow it. */
  void extend(Reservation r, long tokens) {
    var change =
        new Change()
            .ifEqual(n(r.tokens()), BudgetItem.held(r.id()), BudgetItem.TOKENS)
            .set(n(tokens), BudgetItem.held(r.id()), BudgetItem.TOKENS);
    count(change, r, tokens - r.tokens());
    write(r, change);
  }

  /** Says that it goes on. */
  void renew(Reservation r, Instant until) {
    String held = BudgetItem.held(r.id());
    write(
        r,
        new Change()
            .ifThere(held)
            .set(n(until.getEpochSecond()), held, BudgetItem.UNTIL)
            .set(n(until.plus(KEPT).getEpochSecond()), Attr.EXPIRES_AT));
  }

  /** Counts what was used in the place of what was held, and clears away counts long past. */
  void settle(Reservation r, long used, List<String> past) {
    String held = BudgetItem.held(r.id());
    var change = new Change().ifEqual(n(r.tokens()), held, BudgetItem.TOKENS).remove(held);
    change.add(r.windows().dayCount(), n(used - r.tokens()));
    change.add(r.windows().minuteCount(), n(used - r.tokens()));
    if (r.answer()) {
      change.delete(BudgetItem.RUNNING, set(r.id().toString()));
    }
    past.forEach(change::remove);
    write(r, change);
  }

  /** Frees the place of a reservation that has lapsed, unless it was renewed after all. */
  void sweep(Subject owner, Held lapsed) {
    table.update(
        new Change()
            .ifEqual(n(lapsed.until()), lapsed.attribute(), BudgetItem.UNTIL)
            .remove(lapsed.attribute())
            .delete(BudgetItem.RUNNING, set(lapsed.id()))
            .of(key(owner)));
  }

  private static void count(Change change, Reservation r, long tokens) {
    String day = r.windows().dayCount();
    String minute = r.windows().minuteCount();
    change.add(day, n(tokens)).add(minute, n(tokens));
    if (r.limits().tokensPerDay() != null) {
      change.ifAtMost(day, r.limits().tokensPerDay() - tokens);
    }
    if (r.limits().tokensPerMinute() != null) {
      change.ifAtMost(minute, r.limits().tokensPerMinute() - tokens);
    }
  }

  private Map<String, AttributeValue> write(Reservation r, Change change) {
    return table
        .update(
            change
                .of(key(r.owner()))
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .attributes();
  }

  private static AttributeValue set(String member) {
    return AttributeValue.fromSs(List.of(member));
  }

  private static Map<String, AttributeValue> key(Subject owner) {
    return Values.key(Values.user(owner), "BUDGET");
  }
}

package dev.cloister.chat.budget;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cloister.chat.budget.LimitStore.Own;
import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.page.PageTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Shows administrators everybody's limits and changes them. */
@ApplicationScoped
class BudgetAdministration {

  private static final String SCOPE = "budgets";

  /**
   * Persons with limits of their own.
   *
   * @param defaults what holds for everybody else
   * @param nextToken what continues the list, or null at its end
   */
  record Page(
      Limits defaults,
      List<Listed> budgets,
      @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("next_token") String nextToken) {}

  /** One person's own limits. */
  record Listed(String user, Limits limits) {}

  /**
   * One person.
   *
   * @param limits that hold
   * @param own whether an administrator has set them; else they are the defaults
   * @param budget what is used of them
   */
  record View(String user, Limits limits, boolean own, BudgetState budget) {}

  private final LimitStore store;
  private final KnownLimits known;
  private final Budgets budgets;
  private final PageTokens tokens;

  BudgetAdministration(LimitStore store, KnownLimits known, Budgets budgets, PageTokens tokens) {
    this.store = store;
    this.known = known;
    this.budgets = budgets;
    this.tokens = tokens;
  }

  Page list(int limit, String nextToken) {
    Subject after = nextToken == null ? null : new Subject(tokens.read(SCOPE, nextToken));
    List<Own> found = store.after(after, limit + 1); // One more tells whether more follow.
    var shown =
        found.stream().limit(limit).map(o -> new Listed(o.user().value(), o.limits())).toList();
    return new Page(
        known.defaults(),
        shown,
        found.size() > limit ? tokens.write(SCOPE, shown.getLast().user()) : null);
  }

  View show(Subject user) {
    var own = store.find(user);
    Limits limits = own.orElse(known.defaults());
    return new View(user.value(), limits, own.isPresent(), budgets.state(user, limits));
  }

  View set(Subject user, Limits limits) {
    store.put(user, limits);
    known.reload();
    return new View(user.value(), limits, true, budgets.state(user, limits));
  }

  void remove(Subject user) {
    store.delete(user);
    known.reload();
  }
}

package dev.cloister.edge.preflight;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs all checks, or those that are asked for, each to its end, and says what they found. */
@ApplicationScoped
class Preflight {

  private static final int PATIENCE_SECONDS = 60;

  private final List<Check> checks;
  private final List<String> unknown;

  Preflight(@All List<Check> checks, PreflightConfig config) {
    List<String> names = checks.stream().map(Check::name).toList();
    List<String> wanted = config.only().orElse(names);
    this.checks =
        checks.stream()
            .filter(check -> wanted.contains(check.name()))
            .sorted(Comparator.comparing(Check::name))
            .toList();
    this.unknown = wanted.stream().filter(name -> !names.contains(name)).toList();
  }

  /** Whether all is as it should be. */
  boolean passes(PrintStream out) throws InterruptedException {
    int failures = unknown.size();
    for (String name : unknown) {
      out.println(
          "FAIL  " + name + ": cloister.preflight.only names it, and there is no such check");
    }
    for (Check check : checks) {
      String found;
      try {
        found = "ok    " + check.name() + ": " + result(check);
      } catch (ExecutionException | TimeoutException e) {
        failures++;
        found = "FAIL  " + check.name() + ": " + why(e);
      }
      out.println(found);
    }
    int all = checks.size() + unknown.size();
    out.printf("%d of %d checks passed%n", all - failures, all);
    return failures == 0;
  }

  private static String result(Check check)
      throws ExecutionException, TimeoutException, InterruptedException {
    var result = new CompletableFuture<String>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                result.complete(check.run());
              } catch (Exception e) {
                result.completeExceptionally(e);
              }
            });
    return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static String why(Exception e) {
    Throwable failure = e.getCause();
    if (failure == null) {
      return "no answer within " + PATIENCE_SECONDS + " s; is there a way to it?";
    }
    // People are told little of what AWS said; who installs needs all of it.
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root == failure ? said(failure) : said(failure) + " (" + said(root) + ")";
  }

  private static String said(Throwable e) {
    return e instanceof Mismatch
        ? e.getMessage()
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}

package dev.cloister.localcloud.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;

/** Which service a path belongs to: the rule with the longest prefix of whole segments. */
public final class PathRules {

  /**
   * One line of the rules.
   *
   * @param prefix begins with a slash
   * @param service the service's name, as the chart has it
   */
  public record Rule(String prefix, String service) {

    boolean matches(String path) {
      return prefix.equals("/") || path.equals(prefix) || path.startsWith(prefix + "/");
    }
  }

  private final List<Rule> longestFirst;

  private PathRules(List<Rule> rules) {
    longestFirst =
        rules.stream().sorted(Comparator.comparingInt((Rule r) -> -r.prefix().length())).toList();
  }

  /** The rules of origin-paths.properties. */
  public static PathRules ofTheOrigin() {
    Properties lines = new Properties();
    try (InputStream in = PathRules.class.getResourceAsStream("origin-paths.properties")) {
      lines.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PathRules(
        lines.stringPropertyNames().stream()
            .map(prefix -> new Rule(prefix, lines.getProperty(prefix)))
            .toList());
  }

  /** The rules, longest prefix first. */
  public List<Rule> rules() {
    return longestFirst;
  }

  /** The service that answers a path. */
  public String serviceFor(String path) {
    return longestFirst.stream()
        .filter(rule -> rule.matches(path))
        .map(Rule::service)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no rule for /"));
  }
}

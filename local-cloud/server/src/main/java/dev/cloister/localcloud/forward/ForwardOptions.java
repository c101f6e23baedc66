package dev.cloister.localcloud.forward;

import dev.cloister.localcloud.StartupFailure;
import java.util.Iterator;
import java.util.List;

/**
 * What {@code ./cloister forward} was asked.
 *
 * @param namespace where the release is
 * @param context kubectl's context, or null for the current one
 * @param port the origin's, on 127.0.0.1
 * @param kubectl the program
 */
public record ForwardOptions(String namespace, String context, int port, String kubectl) {

  /** Reads the command line. */
  public static ForwardOptions parse(String... arguments) {
    String namespace = "cloister";
    String context = null;
    int port = 8080;
    String kubectl = "kubectl";
    Iterator<String> rest = List.of(arguments).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      if (!rest.hasNext()) {
        throw new StartupFailure(option + " needs a value; see ./cloister help.");
      }
      String value = rest.next();
      switch (option) {
        case "--namespace" -> namespace = value;
        case "--context" -> context = value;
        case "--port" -> port = port(value);
        case "--kubectl" -> kubectl = value;
        default -> throw new StartupFailure("Unknown option " + option + "; see ./cloister help.");
      }
    }
    return new ForwardOptions(namespace, context, port, kubectl);
  }

  private static int port(String value) {
    if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65_535) {
      throw new StartupFailure("--port takes a port, or 0 for one that is free.");
    }
    return Integer.parseInt(value);
  }
}

package dev.cloister.localcloud.forward;

import dev.cloister.localcloud.StartupFailure;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ./cloister forward} was asked.
 *
 * @param namespace where the release is
 * @param context kubectl's context, or null for the current one
 * @param port the origin's, on 127.0.0.1
 * @param others what is to be reached besides the origin
 * @param kubectl the program
 */
public record ForwardOptions(
    String namespace, String context, int port, List<Other> others, String kubectl) {

  /** A port of a service that has the same number here, such as that of an issuer. */
  record Other(String service, int port) {

    static Other parse(String value) {
      Matcher parts = Pattern.compile("([a-z0-9-]+):([0-9]{1,5})").matcher(value);
      if (!parts.matches() || portOf(parts.group(2)) == 0) {
        throw new StartupFailure("--with takes SERVICE:PORT, for example local-cloud:8086.");
      }
      return new Other(parts.group(1), portOf(parts.group(2)));
    }
  }

  public ForwardOptions {
    others = List.copyOf(others);
  }

  /** Reads the command line. */
  public static ForwardOptions parse(String... arguments) {
    String namespace = "cloister";
    String context = null;
    int port = 8080;
    String kubectl = "kubectl";
    List<Other> others = new ArrayList<>();
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
        case "--port" -> port = portOf(value);
        case "--with" -> others.add(Other.parse(value));
        case "--kubectl" -> kubectl = value;
        default -> throw new StartupFailure("Unknown option " + option + "; see ./cloister help.");
      }
    }
    return new ForwardOptions(namespace, context, port, others, kubectl);
  }

  private static int portOf(String value) {
    if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65_535) {
      throw new StartupFailure("--port takes a port, or 0 for one that is free.");
    }
    return Integer.parseInt(value);
  }
}

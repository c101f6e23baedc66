package dev.cloister.localcloud.platform;

import dev.cloister.localcloud.StartupFailure;
import dev.cloister.localcloud.bedrock.BedrockOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the command line once. Every mistake is answered with the option and what it takes. */
final class OptionsParser {

  private final Iterator<String> rest;
  private final Set<Service> without = EnumSet.noneOf(Service.class);
  private final Map<Service, Integer> elsewhere = new EnumMap<>(Service.class);
  private Path root;
  private int origin = 8080;
  private boolean secondChat;
  private boolean startAgain;
  private Service live;
  private boolean natively;
  private boolean optimize;
  private String modelUrl;
  private Duration pace = BedrockOptions.HUMAN_PACE;
  private Path docs;
  private Path data;
  private String listen = "127.0.0.1";
  private Path endpoints;
  private boolean fresh;
  private boolean inMemory;
  private boolean stopWithStdin;

  OptionsParser(Path defaultRoot, String... arguments) {
    root = defaultRoot;
    rest = List.of(arguments).iterator();
  }

  Options parse() {
    while (rest.hasNext()) {
      read(rest.next());
    }
    if (endpoints == null) {
      endpoints =
          data == null
              ? root.resolve(".cloister/endpoints.properties")
              : data.resolve("endpoints.properties");
    }
    if (!listen.equals("127.0.0.1") && without.size() < Service.values().length) {
      throw new StartupFailure(
          "--listen is for a cluster's pod, where the services run elsewhere: add --only-cloud.");
    }
    return new Options(
        root,
        origin,
        without,
        elsewhere,
        secondChat,
        startAgain,
        live,
        natively,
        optimize,
        modelUrl,
        pace,
        docs,
        data == null ? Options.usualData(root) : data,
        listen,
        endpoints,
        fresh,
        inMemory,
        stopWithStdin);
  }

  private void read(String option) {
    switch (option) {
      case "--fresh" -> fresh = true;
      case "--in-memory" -> inMemory = true;
      case "--stop-with-stdin" -> stopWithStdin = true;
      case "--only-cloud" -> without.addAll(EnumSet.allOf(Service.class));
      case "--without" -> without.add(Service.named(value(option)));
      case "--at" -> serviceElsewhere(value(option));
      case "--second-chat" -> secondChat = startAgain = true;
      case "--start-again" -> startAgain = true;
      case "--native" -> natively = true;
      case "--optimize" -> optimize = true;
      case "--dev" -> live = Service.named(value(option));
      case "--port" -> origin = port(option, value(option));
      case "--ports" -> requireAuto(value(option));
      case "--model-url" -> modelUrl = httpUrl(option, value(option));
      case "--pace" -> pace = pace(value(option));
      case "--docs" -> docs = folder(option, value(option));
      case "--listen" -> listen = address(value(option));
      case "--data" -> data = path(value(option));
      case "--endpoints" -> endpoints = path(value(option));
      case "--root" -> root = path(value(option));
      default -> throw new StartupFailure("Unknown option " + option + "; see ./cloister help.");
    }
  }

  private String value(String option) {
    if (!rest.hasNext()) {
      throw new StartupFailure(option + " needs a value; see ./cloister help.");
    }
    return rest.next();
  }

  private void serviceElsewhere(String value) {
    String[] parts = value.split("=", 2);
    if (parts.length != 2) {
      throw new StartupFailure("--at takes service=port, for example --at chat-service=8080.");
    }
    Service service = Service.named(parts[0]);
    without.add(service);
    elsewhere.put(service, port("--at", parts[1]));
  }

  private void requireAuto(String value) {
    if (!value.equals("auto")) {
      throw new StartupFailure("--ports takes auto; a first port is given with --port N.");
    }
    origin = 0;
  }

  private static String address(String value) {
    if (!value.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
      throw new StartupFailure("--listen takes an address, for example 0.0.0.0.");
    }
    return value;
  }

  private static int port(String option, String value) {
    int highest = 65_535 - Part.FEEDBACK_MANAGEMENT.offset;
    if (!value.matches("[0-9]{1,5}")
        || Integer.parseInt(value) < 1024
        || Integer.parseInt(value) > highest) {
      throw new StartupFailure(option + " takes a port from 1024 to " + highest + ".");
    }
    return Integer.parseInt(value);
  }

  private static Duration pace(String value) {
    if (!value.matches("[0-9]{1,4}")) {
      throw new StartupFailure("--pace takes milliseconds from 0 to 9999.");
    }
    return Duration.ofMillis(Integer.parseInt(value));
  }

  private static String httpUrl(String option, String value) {
    if (!value.matches("https?://[^\\s]+")) {
      throw new StartupFailure(
          option + " takes an http address, for example http://127.0.0.1:11434/v1.");
    }
    return value;
  }

  private static Path folder(String option, String value) {
    if (!Files.isDirectory(path(value))) {
      throw new StartupFailure(option + " takes a folder, and " + value + " is none.");
    }
    return path(value);
  }

  private static Path path(String value) {
    return Path.of(value).toAbsolutePath().normalize();
  }
}

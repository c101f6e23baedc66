package dev.cloister.localcloud.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What was asked on the command line.
 *
 * @param root the checkout
 * @param origin the first port, or 0 for whatever ports are free
 * @param without services that somebody else runs, or nobody
 * @param elsewhere ports at which services of {@code without} listen, where not at the usual one
 * @param secondChat whether chat-service runs twice, as in a cluster
 * @param startAgain whether a service that ends is started again, as a cluster does
 * @param live the service that runs in quarkus:dev, or null
 * @param natively whether the native executables of the services are run, not their jars
 * @param optimize whether the JVM optimizes the services' code as in a cluster, not just to start
 *     soon
 * @param modelUrl an OpenAI-compatible server that answers instead of the documents, or null
 * @param pace from one token of an answer to the next, where no other server answers
 * @param docs the documents that answers come from, or null for the project's own
 * @param data where data is kept
 * @param inMemory whether tables end with the process, which makes writes many times faster
 * @param listen the address that the parts of the cloud listen on
 * @param endpoints the file that says where everything listens, once it does
 */
record Options(
    Path root,
    int origin,
    Set<Service> without,
    Map<Service, Integer> elsewhere,
    boolean secondChat,
    boolean startAgain,
    Service live,
    boolean natively,
    boolean optimize,
    String modelUrl,
    Duration pace,
    Path docs,
    Path data,
    String listen,
    Path endpoints,
    boolean fresh,
    boolean inMemory,
    boolean stopWithStdin) {

  static Options parse(Path defaultRoot, String... arguments) {
    return new OptionsParser(defaultRoot, arguments).parse();
  }

  /** Where the services' output goes: beside the data, so that two platforms keep apart. */
  Path logs() {
    return data.equals(usualData(root)) ? data.resolveSibling("logs") : data.resolve("logs");
  }

  static Path usualData(Path root) {
    return root.resolve(".cloister/data");
  }

  Options {
    without = without.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(without));
    elsewhere = elsewhere.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(elsewhere));
  }
}

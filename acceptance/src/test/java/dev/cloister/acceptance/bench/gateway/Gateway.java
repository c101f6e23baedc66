package dev.cloister.acceptance.bench.gateway;

import dev.cloister.acceptance.bench.Proc;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that passes answers on, running.
 *
 * @param name its row
 * @param port where it listens on 127.0.0.1
 * @param processes whose processor time and memory are its own; none where nobody is between
 * @param beside what works for it in other processes, for example on what is stored
 * @param question the HTTP/1.1 request of another new question
 * @param end what its last event has that tells a whole answer from one that was cut; empty where
 *     nothing does
 * @param ending puts it away
 */
record Gateway(
    String name,
    int port,
    List<Proc> processes,
    List<Proc> beside,
    Supplier<String> question,
    String end,
    Runnable ending)
    implements AutoCloseable {

  /** Starts one, where it is there. */
  interface Start {
    Optional<Gateway> start() throws Exception;
  }

  /** A POST with a JSON body, and more headers, each ended by CRLF. */
  static String post(String path, String headers, String body) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        + "Accept: text/event-stream\r\nConnection: close\r\nContent-Length: "
        + body.length()
        + "\r\n"
        + headers
        + "\r\n"
        + body;
  }

  /** Nanoseconds of processor time so far. */
  long cpu() {
    return nanos(processes);
  }

  /** The same of what works beside it. */
  long cpuBeside() {
    return nanos(beside);
  }

  private static long nanos(List<Proc> processes) {
    return processes.stream().mapToLong(p -> p.cpu().toNanos()).sum();
  }

  /** Bytes resident now. */
  long resident() {
    return processes.stream().mapToLong(Proc::resident).sum();
  }

  /** The most bytes resident at a time since they were forgotten. */
  long mostResident() {
    return processes.stream().mapToLong(Proc::mostResident).sum();
  }

  void forgetMostResident() {
    processes.forEach(Proc::forgetMostResident);
  }

  @Override
  public void close() {
    ending.run();
  }
}

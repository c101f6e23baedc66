package dev.cloister.localcloud.forward;

import dev.cloister.localcloud.StartupFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code kubectl port-forward}. It ends with the pod that it leads to, and is then begun again
 * at the same local port.
 */
final class Tunnel implements AutoCloseable {

  private static final Pattern OPEN = Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d+) .*");
  private static final long PAUSE_MILLIS = 500;

  private final ForwardOptions options;
  private final String service;
  private final int remote;
  private final String local;
  private final Consumer<String> told;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private volatile Process process;
  private volatile boolean closed;

  /** To the service's port of people, from whatever port is free here. */
  Tunnel(ForwardOptions options, String service, Consumer<String> told) {
    this(options, service, 80, "", told);
  }

  /** To a port of a service from the same one here, because others are told of it by number. */
  Tunnel(ForwardOptions options, ForwardOptions.Other other, Consumer<String> told) {
    this(options, other.service(), other.port(), String.valueOf(other.port()), told);
  }

  private Tunnel(
      ForwardOptions options, String service, int remote, String local, Consumer<String> told) {
    this.options = options;
    this.service = service;
    this.remote = remote;
    this.local = local;
    this.told = told;
    Thread.ofVirtual().start(this::run);
  }

  /** Completes with the local port once the way is open, or fails with what kubectl said. */
  CompletableFuture<Integer> port() {
    return port;
  }

  private void run() {
    try {
      while (!closed) {
        String last = forward();
        if (!port.isDone()) {
          port.completeExceptionally(
              new StartupFailure(
                  "kubectl does not reach service/%s in the namespace %s: %s"
                      .formatted(service, options.namespace(), last)));
          return;
        }
        if (!closed) {
          told.accept(service + ": the way is closed (" + last + "), and is opened again");
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (IOException e) {
      port.completeExceptionally(
          new StartupFailure("kubectl cannot be started: " + e.getMessage() + "."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One run of kubectl, until it ends; returns the last that it said. */
  private String forward() throws IOException {
    process = new ProcessBuilder(command()).redirectErrorStream(true).start();
    if (closed) {
      process.destroy();
    }
    String last = "it said nothing";
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher open = OPEN.matcher(line);
        if (open.matches()) {
          port.complete(Integer.valueOf(open.group(1)));
        } else if (!line.isBlank()) {
          last = line.strip();
        }
      }
    } catch (IOException e) {
      last = e.getMessage(); // It was ended while it spoke.
    }
    return last;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(List.of(options.kubectl()));
    if (options.context() != null) {
      command.addAll(List.of("--context", options.context()));
    }
    String from = port.isDone() ? String.valueOf(port.join()) : local;
    command.addAll(
        List.of(
            "--namespace",
            options.namespace(),
            "port-forward",
            "--address",
            "127.0.0.1",
            "service/" + service,
            from + ":" + remote));
    return command;
  }

  @Override
  public void close() {
    closed = true;
    if (process != null) {
      process.destroy();
    }
  }
}

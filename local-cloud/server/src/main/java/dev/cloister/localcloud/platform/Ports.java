package dev.cloister.localcloud.platform;

import dev.cloister.localcloud.FreePorts;
import dev.cloister.localcloud.StartupFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.Map;

/** Where everything listens, all on 127.0.0.1. */
record Ports(Map<Part, Integer> numbers) {

  /** The origin's port and the ones after it. */
  static Ports from(int origin) {
    Map<Part, Integer> numbers = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      numbers.put(part, origin + part.offset);
    }
    return new Ports(numbers);
  }

  /** Ports that nobody uses now. */
  static Ports free() {
    return from(FreePorts.inARow(Part.values().length));
  }

  Ports with(Part part, int number) {
    Map<Part, Integer> changed = new EnumMap<>(numbers);
    changed.put(part, number);
    return new Ports(changed);
  }

  int of(Part part) {
    return numbers.get(part);
  }

  String url(Part part) {
    return "http://127.0.0.1:" + of(part);
  }

  /** Fails with a sentence that names the port, who wants it and the way out. */
  void requireFree(String host, Iterable<Part> parts) {
    for (Part part : parts) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(host), of(part)));
      } catch (IOException e) {
        throw new StartupFailure(
            "Port "
                + of(part)
                + " is in use, and "
                + part.label
                + " needs it. Stop what listens there, or choose other ports: ./cloister up --port "
                + (of(Part.ORIGIN) + 1000));
      }
    }
  }
}

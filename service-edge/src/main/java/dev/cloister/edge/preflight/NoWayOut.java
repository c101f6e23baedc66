package dev.cloister.edge.preflight;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/** What is outside cannot be reached. The only thing here that tries to. */
@ApplicationScoped
class NoWayOut implements Check {

  private static final int PATIENCE_MILLIS = 3000;

  private final List<String> outside;

  NoWayOut(PreflightConfig config) {
    this.outside = config.unreachable().orElse(List.of());
  }

  @Override
  public String name() {
    return "no way out";
  }

  @Override
  public String run() throws Mismatch {
    for (String place : outside) {
      int colon = place.lastIndexOf(':');
      if (!place.matches(".+:[0-9]{1,5}")) {
        throw new Mismatch("cloister.preflight.unreachable must hold host:port, not " + place);
      }
      int port = Integer.parseInt(place.substring(colon + 1));
      if (isReached(place.substring(0, colon), port)) {
        throw new Mismatch(
            place + " answers. Look at routes, NAT gateways, proxies and the network policy.");
      }
    }
    return outside.isEmpty() ? "nothing to try" : "not reached: " + String.join(", ", outside);
  }

  private static boolean isReached(String host, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

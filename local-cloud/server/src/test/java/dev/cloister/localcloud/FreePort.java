package dev.cloister.localcloud;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** For servers whose port has to be known before they start. */
public final class FreePort {

  private FreePort() {}

  public static int any() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}

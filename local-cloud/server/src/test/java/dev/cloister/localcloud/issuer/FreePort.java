package dev.cloister.localcloud.issuer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The issuer's name has its port in it, so it has to be known before the start. */
final class FreePort {

  private FreePort() {}

  static int any() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}

package dev.cloister.edge.preflight;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** The names that the service calls lead to addresses of this network. */
@ApplicationScoped
class PrivateNames implements Check {

  private final List<String> hosts;

  PrivateNames(PreflightConfig config) {
    this.hosts = config.privateHosts().orElse(List.of());
  }

  @Override
  public String name() {
    return "names";
  }

  @Override
  public String run() throws Mismatch {
    for (String host : hosts) {
      for (InetAddress address : addresses(host)) {
        if (!isPrivate(address)) {
          throw new Mismatch(
              "%s is %s, a public address. Turn on private DNS for its endpoint, or give the endpoint's own address."
                  .formatted(host, address.getHostAddress()));
        }
      }
    }
    return hosts.isEmpty() ? "none to look at" : "private: " + String.join(", ", hosts);
  }

  private static InetAddress[] addresses(String host) throws Mismatch {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new Mismatch(host + " has no address. Is there an endpoint, and a hosted zone for it?");
    }
  }

  /** RFC 1918, RFC 6598 (which clusters use for pods), RFC 4193, and this machine. */
  static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean unique = address instanceof Inet6Address && (bytes[0] & 0xFE) == 0xFC;
    boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 0x40;
    return unique || shared || address.isSiteLocalAddress() || address.isLoopbackAddress();
  }
}

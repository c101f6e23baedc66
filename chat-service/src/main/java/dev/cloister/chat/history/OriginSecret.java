package dev.cloister.chat.history;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/**
 * Shows history-service the header without which it answers nobody, where one is configured.
 *
 * @param secret the newest value, or null
 */
record OriginSecret(String secret) implements ClientRequestFilter {

  @Override
  public void filter(ClientRequestContext request) {
    if (secret != null) {
      request.getHeaders().putSingle("X-Origin-Verify", secret);
    }
  }

  @Override
  public String toString() {
    return "OriginSecret";
  }
}

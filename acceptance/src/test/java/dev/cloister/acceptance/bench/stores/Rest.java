package dev.cloister.acceptance.bench.stores;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One caller of a service, over one connection that is kept. The client is the one that the SDK
 * uses for the raw requests, so that what differs is the service.
 *
 * @param base where the service is
 * @param headers what every request carries
 */
record Rest(URI base, Map<String, String> headers) {

  byte[] get(String path) throws IOException {
    return send("GET", path, null, 200);
  }

  /** Sends JSON and expects the status. */
  byte[] send(String method, String path, String body, int expected) throws IOException {
    var connection = (HttpURLConnection) base.resolve(path).toURL().openConnection();
    connection.setRequestMethod(method);
    headers.forEach(connection::setRequestProperty);
    if (body != null) {
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setDoOutput(true);
      connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
    int status = connection.getResponseCode();
    if (status != expected) {
      throw new IOException(method + " " + path + " was answered with " + status);
    }
    try (InputStream in = connection.getInputStream()) {
      return in.readAllBytes();
    }
  }
}

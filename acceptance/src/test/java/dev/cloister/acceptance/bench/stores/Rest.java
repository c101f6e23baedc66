package dev.cloister.acceptance.bench.stores;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * One caller of a service, over connections that are kept. The client is the one that the SDK uses
 * for the raw requests, so that what differs is the service.
 *
 * @param client asks; {@link Store#http}
 * @param base where the service is
 * @param headers what every request carries
 */
record Rest(SdkHttpClient client, URI base, Map<String, String> headers) {

  byte[] get(String path) throws IOException {
    return send("GET", path, null, 200);
  }

  /** Sends JSON and expects the status. */
  byte[] send(String method, String path, String body, int expected) throws IOException {
    var request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(base.resolve(path));
    headers.forEach(request::putHeader);
    var execute = HttpExecuteRequest.builder();
    if (body != null) {
      request
          .putHeader("Content-Type", "application/json")
          .putHeader(
              "Content-Length", String.valueOf(body.getBytes(StandardCharsets.UTF_8).length));
      execute.contentStreamProvider(ContentStreamProvider.fromUtf8String(body));
    }
    HttpExecuteResponse response =
        client.prepareRequest(execute.request(request.build()).build()).call();
    int status = response.httpResponse().statusCode();
    if (status != expected) {
      throw new IOException(method + " " + path + " was answered with " + status);
    }
    try (var in =
        response
            .responseBody()
            .orElseGet(() -> AbortableInputStream.create(InputStream.nullInputStream()))) {
      return in.readAllBytes();
    }
  }
}

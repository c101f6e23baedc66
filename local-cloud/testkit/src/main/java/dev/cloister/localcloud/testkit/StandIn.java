package dev.cloister.localcloud.testkit;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.NoSuchElementException;

/** The control side of the Bedrock stand-in. Every call blocks until it took effect. */
public final class StandIn {

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Calls calls = new Calls();
  private final URI faults;
  private final URI streams;

  /**
   * @param base for example {@code http://127.0.0.1:8087}
   */
  public StandIn(URI base) {
    this.faults = base.resolve("/_standin/faults");
    this.streams = base.resolve("/_standin/streams");
  }

  /** Faults for the next request whose last user text contains {@code match}. */
  public void order(String match, Fault... with) {
    order(FaultOrder.on(match, with));
  }

  /** Adds an order behind those that are already there. */
  public void order(FaultOrder order) {
    try {
      calls.send(
          HttpRequest.newBuilder(faults)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(order))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The orders that are not used up, oldest first. */
  public List<FaultOrder> orders() {
    return read(faults, new TypeReference<List<FaultOrder>>() {});
  }

  /** Drops every order. */
  public void clear() {
    calls.send(HttpRequest.newBuilder(faults).DELETE());
  }

  /** What was asked since the last reset. */
  public Streams streams() {
    return read(streams, new TypeReference<Streams>() {});
  }

  /** The newest request whose last user text contains {@code match}, or null. */
  public Streams.Request lastRequest(String match) {
    return streams().requests().reversed().stream()
        .filter(r -> r.lastUserText() != null && r.lastUserText().contains(match))
        .findFirst()
        .orElse(null);
  }

  /**
   * The documents and images of the newest request whose last user text contains {@code match}, of
   * all its messages, in their order.
   *
   * @throws NoSuchElementException where there is no such request
   */
  public List<Streams.Attachment> attachments(String match) {
    Streams.Request request = lastRequest(match);
    if (request == null) {
      throw new NoSuchElementException("no request contains \"" + match + "\"");
    }
    return request.attachments();
  }

  /** Sets the counters to zero, forgets the requests; open answers stay counted as open. */
  public void reset() {
    calls.send(HttpRequest.newBuilder(streams).DELETE());
  }

  private <T> T read(URI uri, TypeReference<T> type) {
    try {
      return JSON.readValue(calls.send(HttpRequest.newBuilder(uri).GET()), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.cloister.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads server-sent events from a response, one at a time, as the bytes come. */
public final class Events implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One event as it stood on the wire. */
  public record Event(int id, String name, JsonNode data) {

    /** Whether it ends its stream. */
    public boolean isEnd() {
      return !name.equals("started") && !name.equals("textDelta");
    }
  }

  private final InputStream body;
  private final BufferedReader lines;
  private int comments;

  public Events(InputStream body) {
    this.body = body;
    this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  /** The next event, or null at the end of the stream. */
  public Event next() {
    try {
      int id = 0;
      String name = null;
      JsonNode data = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty() && name != null) {
          return new Event(id, name, data);
        } else if (line.startsWith(":")) {
          comments++;
        } else if (line.startsWith("id: ")) {
          id = Integer.parseInt(line.substring(4));
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = JSON.readTree(line.substring(6));
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** So many events. */
  public List<Event> take(int n) {
    var events = new ArrayList<Event>();
    while (events.size() < n) {
      events.add(next());
    }
    return events;
  }

  /** All events up to the end of the stream. */
  public List<Event> rest() {
    var events = new ArrayList<Event>();
    for (Event event = next(); event != null; event = next()) {
      events.add(event);
    }
    return events;
  }

  /** How many comments went by. */
  public int comments() {
    return comments;
  }

  /** The text that the deltas make. */
  public static String text(List<Event> events) {
    return events.stream()
        .filter(e -> e.name().equals("textDelta"))
        .map(e -> e.data().at("/content/text").asText())
        .collect(Collectors.joining());
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}

package dev.cloister.edge.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.StreamingOutput;

/** Responses that are written as JSON as fast as they are read, and not all at once. */
@ApplicationScoped
public class StreamedJson {

  private final ObjectWriter writer;

  StreamedJson(ObjectMapper json) {
    this.writer = json.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /** The entity of a response, from a thread that may block. */
  public StreamingOutput of(Object body) {
    return out -> writer.writeValue(out, body);
  }
}

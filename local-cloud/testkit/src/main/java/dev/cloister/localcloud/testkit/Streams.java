package dev.cloister.localcloud.testkit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What the Bedrock stand-in was asked since the counters were reset.
 *
 * @param open answers being written now
 * @param started answers begun, whole ones and streams
 * @param finished answers whose last byte was accepted
 * @param cancelled answers whose reader went away first
 * @param requests the last 100, oldest first, refused ones included
 */
public record Streams(
    int open, long started, long finished, long cancelled, List<Request> requests) {

  public Streams {
    requests = List.copyOf(requests);
  }

  /**
   * One request.
   *
   * @param id the request id that the caller was given
   * @param operation Converse or ConverseStream
   * @param model the model id as it was asked for
   * @param messages how many messages the conversation had
   * @param tokensWritten content deltas that the reader's side accepted
   * @param terms on which it was asked
   * @param endedAt when it was finished, cancelled or failed, in milliseconds since 1970; 0 while
   *     it is open
   * @param attachments the documents and images of all its messages, in the order in which they
   *     stand there
   */
  public record Request(
      String id,
      String operation,
      String model,
      String lastUserText,
      int messages,
      long tokensWritten,
      State state,
      Terms terms,
      long endedAt,
      List<Attachment> attachments) {

    public Request {
      attachments = attachments == null ? List.of() : List.copyOf(attachments);
    }
  }

  /**
   * A document or an image that came with a request.
   *
   * @param format as it stood there, for example {@code pdf}
   * @param name null for images, which have none
   * @param bytes how many it has
   * @param sha256 of the bytes, in lower-case hexadecimal digits
   */
  public record Attachment(Kind kind, String format, String name, long bytes, String sha256) {}

  /** What is attached. */
  public enum Kind {
    @JsonProperty("document")
    DOCUMENT,
    @JsonProperty("image")
    IMAGE
  }

  /**
   * What an operator decides about a request.
   *
   * @param region for which it is signed
   * @param host that it was sent to, with the port
   * @param system the texts of the instructions, in order
   * @param maxTokens null where nothing was said
   * @param members the names of the body's members
   * @param guardrail its id, version and mode with a colon between them, or null
   * @param session the session token that it was signed with, which of the local STS says the role;
   *     or null
   */
  public record Terms(
      String region,
      String host,
      List<String> system,
      Integer maxTokens,
      List<String> members,
      String guardrail,
      String session) {

    /** Of a request that could not be read. */
    public static final Terms NONE = new Terms(null, null, List.of(), null, List.of(), null, null);

    public Terms {
      system = List.copyOf(system);
      members = List.copyOf(members);
    }
  }

  /** How far a request came. */
  public enum State {
    @JsonProperty("open")
    OPEN,
    @JsonProperty("finished")
    FINISHED,
    @JsonProperty("cancelled")
    CANCELLED,
    /** Ended by the stand-in's own error or by a fault. */
    @JsonProperty("failed")
    FAILED
  }
}

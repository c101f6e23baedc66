package dev.cloister.history.session;

import static jakarta.ws.rs.core.HttpHeaders.LINK;

import dev.cloister.edge.identity.Caller;
import dev.cloister.edge.json.StreamedJson;
import dev.cloister.edge.problem.Problem;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.key.SessionKey;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The owner's sessions over HTTP. */
@Path(SessionsResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
class SessionsResource {

  static final String PATH = "/v1/sessions";
  private static final String AGAIN = "<" + PATH + ">; rel=\"next\"";

  private final Caller caller;
  private final SessionReader reader;
  private final SessionStore store;
  private final SessionDeleter deleter;
  private final StreamedJson json;

  SessionsResource(
      Caller caller,
      SessionReader reader,
      SessionStore store,
      SessionDeleter deleter,
      StreamedJson json) {
    this.caller = caller;
    this.reader = reader;
    this.store = store;
    this.deleter = deleter;
    this.json = json;
  }

  @GET
  @Operation(
      summary = "Lists one's sessions, newest first",
      description =
          """
          Without limit and next_token an array of the newest, 1,000 of them unless configured \
          otherwise; with either of them a page of limit sessions, 1 to 1000 (100 if left out). \
          Where there are more, the header Link says where \
          they are (rel="next"), and a page says it in next_token as well.""")
  public Response list(@BeanParam Paging paging) {
    var page = reader.page(caller.subject(), paging);
    // Without paging GAIA's clients read a bare array.
    return part(paging.asked() ? page : page.sessions(), PATH, paging, page.nextToken());
  }

  @GET
  @Path("/{sessionId}")
  @Operation(
      summary = "Reads a session with its messages in their order; null where there is none",
      description =
          """
          Its newest messages: limit of them, or 1,000, and 16 MiB of text, unless configured \
          otherwise. Where there are older ones, next_token and the header Link (rel="next") say \
          where they are.""")
  public Response get(@PathParam("sessionId") SessionId session, @BeanParam Paging paging) {
    // GAIA's clients ask before the first message, and read null as an empty session.
    return reader
        .detail(key(session), paging)
        .map(detail -> part(json.of(detail), PATH + "/" + session, paging, detail.nextToken()))
        .orElseGet(() -> Response.ok("null").build());
  }

  @PATCH
  @Path("/{sessionId}")
  @Operation(summary = "Gives a session a title that no machine replaces")
  public SessionSummary rename(@PathParam("sessionId") SessionId session, TitleChange change) {
    return store
        .rename(key(session), change.title(), TitleSource.USER)
        .map(SessionHeader::summary)
        .orElseThrow(() -> Problem.notFound("session").asException());
  }

  @DELETE
  @Path("/{sessionId}")
  @Operation(
      summary = "Deletes a session, also one that never was",
      description =
          """
          It is gone for everybody at once; what is stored of it is removed within minutes. Its id \
          cannot be used again for a day.""")
  public Deletion delete(@PathParam("sessionId") SessionId session) {
    return deleter.delete(key(session));
  }

  @DELETE
  @Operation(
      summary = "Deletes one's sessions",
      description =
          """
          The newest 1,000, unless configured otherwise. Where there may be more, the header Link \
          (rel="next") says so: send the request again.""")
  public Response deleteAll() {
    var deletions = deleter.deleteAll(caller.subject());
    var response = Response.ok(deletions.done());
    return (deletions.more() ? response.header(LINK, AGAIN) : response).build();
  }

  private static Response part(Object body, String path, Paging paging, String next) {
    var response = Response.ok(body);
    return (next == null ? response : response.header(LINK, paging.link(path, next))).build();
  }

  private SessionKey key(SessionId session) {
    return new SessionKey(caller.subject(), session);
  }
}

package dev.cloister.history.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.edge.identity.Subject;
import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.history.key.SessionKey;
import dev.cloister.localcloud.testkit.cost.Bill;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Makes each call once, over HTTP, and says what it cost. */
final class Costs {

  static final String LIST_WHOLE = "list sessions, unpaged";
  static final String READ_WHOLE = "read a session, unpaged";
  static final String CONTEXT = "append: begin a turn, with 2,000 bytes of context";
  static final String REMOVAL = "(in the background, after the deletion)";

  /** So that there is another page, also of the smallest history. */
  private static final String PAGE = "?limit=4";

  /** What everybody has where people become more. */
  private static final int EACH = 10;

  private final MeteredClients clients;

  Costs(MeteredClients clients) {
    this.clients = clients;
  }

  /** The calls and their costs for somebody with n sessions, one of them with n messages. */
  Map<String, Bill> with(int n) {
    var alice = Api.somebody();
    SessionKey key = clients.seed().history(new Subject(alice.subject()), n, n);
    String id = key.session().value();
    clients.readCallers();
    clients.readSweeps();
    var bills = new LinkedHashMap<String, Bill>();

    Reply sessions = user(bills, "list sessions, a page", alice, "/v1/sessions" + PAGE);
    user(bills, "list sessions, a later page", alice, sessions.next());
    user(bills, LIST_WHOLE, alice, "/v1/sessions");
    Reply messages = user(bills, "read a session, a page", alice, "/v1/sessions/" + id + PAGE);
    user(bills, "read a session, a later page", alice, messages.next());
    user(bills, READ_WHOLE, alice, "/v1/sessions/" + id);

    String answer = Api.id();
    var turn = Api.turnBody(answer, "And then?");
    internal(bills, "append: begin a turn", alice, "POST", id + "/turns", turn);
    String path = id + "/answers/" + answer;
    internal(bills, "append: checkpoint", alice, "PUT", path, "{\"text\":\"So\",\"revision\":1}");
    internal(
        bills,
        "append: end",
        alice,
        "PUT",
        path + "/end",
        "{\"text\":\"So\",\"status\":\"finished\"}");
    var next = Api.turnBody(Api.id(), "And then?").put("contextBytes", 2_000);
    internal(bills, CONTEXT, alice, "POST", id + "/turns", next);

    alice.user("PATCH", "/v1/sessions/" + id, "{\"title\":\"Another\"}");
    bills.put("rename a session", clients.readCallers());
    int done = clients.choresDone();
    alice.user("DELETE", "/v1/sessions/" + id, null);
    bills.put("delete a session", clients.readCallers());
    await().atMost(Duration.ofMinutes(2)).until(() -> clients.choresDone() > done);
    bills.put(REMOVAL, clients.readSweeps());
    return bills;
  }

  /** The same for somebody with ten sessions, beside n others with two each. */
  Map<String, Bill> among(int n) {
    var seed = clients.seed();
    for (int i = 0; i < n; i++) {
      seed.history(new Subject("other-" + UUID.randomUUID()), 2, 2);
    }
    return with(EACH);
  }

  private Reply user(Map<String, Bill> bills, String call, Api alice, String path) {
    Reply reply = alice.user("GET", path, null);
    assertThat(reply.status()).isEqualTo(200);
    bills.put(call, clients.readCallers());
    return reply;
  }

  private void internal(
      Map<String, Bill> bills, String call, Api alice, String method, String path, Object body) {
    assertThat(alice.internal(method, path, body).status()).isIn(201, 204);
    bills.put(call, clients.readCallers());
  }
}

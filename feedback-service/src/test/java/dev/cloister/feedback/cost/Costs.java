package dev.cloister.feedback.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.feedback.Api;
import dev.cloister.feedback.Api.Reply;
import dev.cloister.localcloud.testkit.cost.Bill;
import dev.cloister.localcloud.testkit.cost.Meter;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.junit.QuarkusMock;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Makes each call once, over HTTP, and says what it cost by a client that counts. */
final class Costs implements AutoCloseable {

  /** So that there is another page, also of the fewest. */
  private static final String PAGE = "?limit=4";

  /** What everybody has where people become more. */
  private static final int EACH = 10;

  private final Meter meter = new Meter();
  private final DynamoDbClient real =
      ClientProxy.unwrap(Arc.container().select(DynamoDbClient.class).get());
  private final DynamoDbClient metered;

  Costs() {
    // The service's own, which says itself what it is made of.
    metered =
        DynamoDbClient.builder()
            .region(real.serviceClientConfiguration().region())
            .endpointOverride(real.serviceClientConfiguration().endpointOverride().orElseThrow())
            .credentialsProvider(real.serviceClientConfiguration().credentialsProvider())
            .overrideConfiguration(c -> c.addExecutionInterceptor(meter))
            .build();
    QuarkusMock.installMockForType(metered, DynamoDbClient.class);
  }

  /** The calls and their costs for somebody with n ratings. */
  Map<String, Bill> with(int n) {
    var alice = Api.somebody();
    rate(alice, n);
    meter.readCallers();
    var bills = new LinkedHashMap<String, Bill>();
    String id = alice.rated("message-0");
    bills.put("rate an answer again", meter.readCallers());
    alice.rated("another");
    bills.put("rate an answer", meter.readCallers());
    Reply page = get(bills, "list ratings, a page", alice, PAGE);
    String next = page.json().get("next_token").asText();
    get(bills, "list ratings, a later page", alice, PAGE + "&next_token=" + next);
    get(bills, "read a rating", alice, "/" + id);
    return bills;
  }

  /** The same for somebody with ten ratings, beside n others with two each. */
  Map<String, Bill> among(int n) {
    for (int i = 0; i < n; i++) {
      rate(Api.somebody(), 2);
    }
    return with(EACH);
  }

  @Override
  public void close() {
    QuarkusMock.installMockForType(real, DynamoDbClient.class);
    metered.close();
  }

  private static void rate(Api somebody, int n) {
    for (int i = 0; i < n; i++) {
      somebody.rated("message-" + i);
    }
  }

  private Reply get(Map<String, Bill> bills, String call, Api alice, String path) {
    Reply reply = alice.get(path);
    assertThat(reply.status()).isEqualTo(200);
    bills.put(call, meter.readCallers());
    return reply;
  }
}

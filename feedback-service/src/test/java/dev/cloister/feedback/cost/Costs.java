package dev.cloister.feedback.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.feedback.Api;
import dev.cloister.feedback.Api.Reply;
import dev.cloister.feedback.store.Attr;
import dev.cloister.localcloud.testkit.cost.Batches;
import dev.cloister.localcloud.testkit.cost.Bill;
import dev.cloister.localcloud.testkit.cost.Meter;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.junit.QuarkusMock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes each call once, over HTTP, and says what it cost by a client that counts. */
final class Costs implements AutoCloseable {

  /** So that there is another page, also of the fewest. */
  private static final String PAGE = "?limit=4";

  /** What everybody has where people become more. */
  private static final int EACH = 10;

  private static final String TABLE =
      ConfigProvider.getConfig().getValue("cloister.feedback.table", String.class);

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
    return costs(someone(n));
  }

  /** The same for somebody with ten ratings, beside n others with two each. */
  Map<String, Bill> among(int n) {
    var alice = someone(EACH);
    var one = rated(alice);
    var others = new ArrayList<Map<String, AttributeValue>>();
    for (int i = 0; i < n; i++) {
      var partition = AttributeValue.fromS("USER#other-" + UUID.randomUUID());
      for (int j = 0; j < 2; j++) {
        var item = another(one, j);
        item.put(Attr.PK, partition);
        others.add(item);
      }
    }
    Batches.write(real, TABLE, others);
    return costs(alice);
  }

  private Map<String, Bill> costs(Api alice) {
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

  @Override
  public void close() {
    QuarkusMock.installMockForType(real, DynamoDbClient.class);
    metered.close();
  }

  /** Somebody with n ratings: one as the service writes it, and others like it. */
  private Api someone(int n) {
    var somebody = Api.somebody();
    somebody.rated("message-0");
    var one = rated(somebody);
    Batches.write(real, TABLE, IntStream.range(1, n).mapToObj(i -> another(one, i)).toList());
    return somebody;
  }

  private Map<String, AttributeValue> rated(Api somebody) {
    var partition = AttributeValue.fromS("USER#" + somebody.subject());
    return real.query(
            q ->
                q.tableName(TABLE)
                    .keyConditionExpression("PK = :pk")
                    .expressionAttributeValues(Map.of(":pk", partition)))
        .items()
        .getFirst();
  }

  private static Map<String, AttributeValue> another(Map<String, AttributeValue> one, int i) {
    String id = UUID.randomUUID().toString();
    Instant earlier = Instant.parse(one.get(Attr.CREATED_AT).s()).minusSeconds(60L * (i + 1));
    var item = new HashMap<>(one);
    item.put(Attr.SK, AttributeValue.fromS("FB#" + id));
    item.put(Attr.FEEDBACK_ID, AttributeValue.fromS(id));
    item.put(Attr.MESSAGE_ID, AttributeValue.fromS("message-" + i));
    item.put(Attr.CREATED_AT, AttributeValue.fromS(earlier.toString()));
    return item;
  }

  private Reply get(Map<String, Bill> bills, String call, Api alice, String path) {
    Reply reply = alice.get(path);
    assertThat(reply.status()).isEqualTo(200);
    bills.put(call, meter.readCallers());
    return reply;
  }
}

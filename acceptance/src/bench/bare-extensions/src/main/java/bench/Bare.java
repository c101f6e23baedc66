package bench;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A service that does nothing of its own, with all that it would need. */
@Path("/v1")
@Authenticated
public class Bare {

  private final DynamoDbClient store;

  Bare(DynamoDbClient store) {
    this.store = store;
  }

  @GET
  public String tables() {
    return store.listTables().toString();
  }
}

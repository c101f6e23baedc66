package dev.cloister.localcloud.dynamodb;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;

/**
 * DynamoDB Local without its own launcher: that one binds to every interface and carries telemetry.
 * Here its request handler stands behind a connector of ours.
 */
public final class DynamoDbServer {

  private final LocalDynamoDBRequestHandler tables;
  private final Server http;

  private DynamoDbServer(LocalDynamoDBRequestHandler tables, Server http) {
    this.tables = tables;
    this.http = http;
  }

  /**
   * Starts. All callers share one set of tables, whatever their credentials and region say.
   *
   * @param host the address to listen on
   * @param folder keeps them as one SQLite file; null keeps them in memory
   */
  public static DynamoDbServer start(String host, int port, Path folder) throws Exception {
    boolean inMemory = folder == null;
    String file = null;
    if (!inMemory) {
      file = Files.createDirectories(folder).toAbsolutePath().toString();
    }
    boolean shared = true;
    boolean slowTransitions = false;
    LocalDynamoDBRequestHandler tables =
        new LocalDynamoDBRequestHandler(0, inMemory, file, shared, slowTransitions);
    Server http = new Server();
    ServerConnector connector = new ServerConnector(http, 1, 1);
    connector.setHost(host);
    connector.setPort(port);
    http.addConnector(connector);
    http.setHandler(new ContextHandler(new LocalDynamoDBServerHandler(tables, null)));
    http.start();
    return new DynamoDbServer(tables, http);
  }

  /** Stops listening and writes what is still to be written. */
  public void stop() throws Exception {
    http.stop();
    tables.shutdown();
  }
}

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.io.ByteUnit;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * A Neo4j community server for tests, over Bolt on the loopback address only.
 *
 * <p>Run as {@code java -cp "lib/*" Neo4jServer.java HOME PORT}. Port 0 takes any free port. The first line of standard
 * input is the password of the user neo4j (so that it shows in no process list); an empty line turns authentication
 * off. Prints {@code ready PORT} once clients can connect, and ends at once when standard input does: whoever started it need
 * not live long enough to stop it. A third argument {@code temporary} has it remove HOME on the way out; a fourth is
 * the size of the page cache in MiB.
 */
public class Neo4jServer {
  public static void main(String[] args) throws Exception {
    var stdin = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = stdin.readLine();
    String password = line == null ? "" : line;

    Path home = Path.of(args[0]).toAbsolutePath().normalize();

    DatabaseManagementService server =
        new DatabaseManagementServiceBuilder(home)
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", Integer.parseInt(args[1])))
            .setConfig(GraphDatabaseSettings.auth_enabled, !password.isEmpty())
            // A test of wrong passwords must not lock the account for the tests beside it.
            .setConfig(GraphDatabaseSettings.auth_max_failed_attempts, 0)
            // Reports nothing to anyone.
            .setConfig(GraphDatabaseSettings.udc_enabled, false)
            .setConfig(BoltConnector.server_bolt_telemetry_enabled, false)
            // Small: a test graph fits, and the defaults would take half the machine and 256 MB of log per database.
            .setConfig(GraphDatabaseSettings.pagecache_memory, ByteUnit.mebiBytes(args.length > 3 ? Long.parseLong(args[3]) : 128))
            .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false)
            .build();

    if (!password.isEmpty()) {
      setInitialPassword(server, password);
    }
    int port =
        ((GraphDatabaseAPI) server.database("neo4j"))
            .getDependencyResolver()
            .resolveDependency(ConnectorPortRegister.class)
            .getLocalAddress(ConnectorType.BOLT)
            .getPort();
    System.out.println("ready " + port);

    while (stdin.readLine() != null) {
      // Nothing more is said; only the end of the input counts.
    }
    // An orderly shutdown waits ten seconds for clients to leave. What was acknowledged is in the transaction log, and
    // the next start recovers from it.
    if (args.length > 2 && args[2].equals("temporary")) {
      removeAll(home);
    }
    Runtime.getRuntime().halt(0);
  }

  /** Sets the password once: a restarted home directory has it already, and Neo4j refuses to set the same again. */
  private static void setInitialPassword(DatabaseManagementService server, String password) {
    try (var tx = server.database("system").beginTx()) {
      boolean fresh;
      try (var rows = tx.execute("SHOW USERS YIELD user, passwordChangeRequired WHERE user = 'neo4j'")) {
        fresh = (Boolean) rows.next().get("passwordChangeRequired");
      }
      if (fresh) {
        tx.execute("ALTER USER neo4j SET PASSWORD $p CHANGE NOT REQUIRED", Map.of("p", password)).close();
      }
      tx.commit();
    }
  }

  /** Removes as much of a directory as the running server lets go of. */
  private static void removeAll(Path directory) {
    try (var paths = Files.walk(directory)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException changedMeanwhile) {
      System.err.println("left " + directory + ": " + changedMeanwhile);
    }
  }
}

package dev.penstock.connector.jdbc.state;

import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.LocalDisk;
import dev.penstock.api.StateStore;
import dev.penstock.api.StateStoreContext;
import dev.penstock.connector.jdbc.Database;
import dev.penstock.connector.jdbc.SqlProblem;
import dev.penstock.connector.jdbc.TableName;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps entries in a table of a database, which is created when it is missing.
 *
 * <p>Connects when it is first used, and opens a few connections at most. Each operation is one statement; a version is a
 * random number, so none ever comes back, whatever was removed meanwhile. What the database refuses because others write at
 * the same time is tried again until the deadline; every other failure is a {@link ConnectorException}, and leaves open
 * whether a write was done. Entries that have expired are removed now and then by those who write.
 */
@Connector(
        name = "jdbc",
        summary = "Keeps state in a table of a relational database: PostgreSQL, MariaDB, MySQL, H2 or SQLite",
        services = Driver.class)
public final class JdbcStateStore implements StateStore, Checkable, LocalDisk {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcStateStore.class);

    private static final int LONGEST_KEY = 512;
    private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9._-]+(/[a-zA-Z0-9._-]+)*");

    private static final int VERSION_BYTES = 16;
    /** One write in so many removes what has expired; an instance that lives briefly does its share, too. */
    private static final int WRITES_PER_REMOVAL = 64;
    /** An entry stays a little longer than it was said to, for the clock of who reads it may be behind. */
    private static final Duration OTHER_CLOCKS = Duration.ofMinutes(1);

    private final Database database;
    private final TableName name;
    private final StateTable table;
    private final StateConnections connections;
    private final InstantSource clock;
    private final Random random;
    private volatile boolean created;

    /**
     * Keeps state in the database configured there; connects to nothing yet.
     *
     * @throws ConnectorException when there is no driver for the URL
     */
    public JdbcStateStore(JdbcStateStoreConfig config, StateStoreContext context) {
        this(config, context, new SecureRandom());
    }

    JdbcStateStore(JdbcStateStoreConfig config, StateStoreContext context, Random random) {
        this.database = new Database(
                config.url(), config.username(), config.password(), config.properties(), config.connectTimeout());
        this.name = TableName.parse(config.table());
        this.table = new StateTable(database.dialect(), name);
        this.connections = new StateConnections(database, config.connections());
        this.clock = context.clock();
        this.random = random;
    }

    /** Something that is done on a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    @Override
    public @Nullable Entry read(String key, Deadline deadline) throws InterruptedException {
        checkKey(key);
        create(deadline);
        return run("read state from " + name, deadline, connection -> table.read(connection, key))
                .orElse(null);
    }

    @Override
    public @Nullable String write(Change change, Deadline deadline) throws InterruptedException {
        checkKey(change.key());
        create(deadline);
        String version = version();
        boolean written =
                run("write state to " + name, deadline, connection -> table.write(connection, change, version));
        if (written && random.nextInt(WRITES_PER_REMOVAL) == 0) {
            removeExpired(deadline);
        }
        return written ? version : null;
    }

    private static void checkKey(String key) {
        if (key.length() > LONGEST_KEY || !KEY.matcher(key).matches()) {
            throw new ConnectorException(Failure.internal(
                    "bad-key",
                    "'" + key + "' is no key of an entry; use at most " + LONGEST_KEY
                            + " of a-z, A-Z, 0-9, dot, hyphen, underscore and, between segments, a slash"));
        }
    }

    private void create(Deadline deadline) throws InterruptedException {
        if (!created) {
            run("create the table " + name, deadline, connection -> {
                table.create(connection);
                return name;
            });
            created = true;
        }
    }

    private String version() {
        byte[] bytes = new byte[VERSION_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What is written stays written whether old entries go or not. */
    private void removeExpired(Deadline deadline) throws InterruptedException {
        try {
            run(
                    "remove expired state from " + name,
                    deadline,
                    connection ->
                            table.removeExpired(connection, clock.instant().minus(OTHER_CLOCKS)));
        } catch (ConnectorException e) {
            LOG.warn("old entries stay for now: {}", e.failure().message());
        }
    }

    /** Does it on a connection, again while the database undid it because of others and time is left. */
    <T> T run(String doing, Deadline deadline, Work<T> work) throws InterruptedException {
        while (true) {
            try {
                return once(deadline, work);
            } catch (SQLException e) {
                if (SqlProblem.of(e) != SqlProblem.CONTENTION || deadline.expired()) {
                    throw new ConnectorException(database.failure(doing, e), e);
                }
            }
        }
    }

    private <T> T once(Deadline deadline, Work<T> work) throws SQLException, InterruptedException {
        StateConnection connection = connections.take(deadline);
        boolean sound = false;
        try {
            T result = work.on(connection.jdbc());
            sound = true;
            return result;
        } catch (SQLException e) {
            sound = SqlProblem.of(e) == SqlProblem.CONTENTION && connection.tidy();
            throw e;
        } finally {
            connections.give(connection, sound, deadline);
        }
    }

    @Override
    public List<Check> check(Deadline deadline) throws InterruptedException {
        return new StateChecks(this, database, table, name).run(deadline);
    }

    @Override
    public void close() {
        connections.close();
    }
}

package dev.penstock.connector.jdbc.sink;

import dev.penstock.api.Batch;
import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Concurrent;
import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Idempotent;
import dev.penstock.api.LocalDisk;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;
import dev.penstock.connector.jdbc.Database;
import dev.penstock.connector.jdbc.Dialect;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events to a table of a database.
 *
 * <p>One transaction per batch, so that order is kept; a row that the database refuses is rejected alone. Connects when it is
 * built. Several threads may write, each on a connection of its own; a write blocks until the database answers or the
 * deadline passes.
 */
@Connector(
        name = "jdbc",
        summary =
                "Writes events to tables of a relational database: PostgreSQL, MariaDB, MySQL, H2, SQLite, or any with a JDBC"
                        + " driver",
        services = Driver.class)
public final class JdbcSink implements Sink, OrderedBatches, Concurrent, Idempotent, Checkable, LocalDisk {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcSink.class);

    private final JdbcSinkConfig config;
    private final Database database;
    private final Sessions sessions;
    private final Tables tables;
    private final BatchRows batchRows;
    private final RowWriter writer;
    private final @Nullable Delivered delivered;

    /**
     * Connects, and makes the table of {@code exactly-once} if it is not there.
     *
     * @throws ConnectorException when the database cannot be reached or does not let us in
     */
    public JdbcSink(JdbcSinkConfig config, SinkContext context) {
        this.config = config;
        this.database = new Database(
                config.url(), config.username(), config.password(), config.properties(), config.connectTimeout());
        this.sessions = new Sessions(database);
        this.tables = new Tables(database, config, context.clock());
        this.batchRows = new BatchRows(tables, config);
        this.writer = database.dialect() == Dialect.POSTGRESQL ? new PostgresWriter() : new StatementWriter();
        this.delivered =
                config.exactlyOnce() ? new Delivered(database.dialect(), context, config.exactlyOnceWindow()) : null;
        connect();
    }

    private void connect() {
        try {
            Session session = sessions.take();
            boolean sound = false;
            try {
                if (delivered != null) {
                    delivered.create(session.connection());
                }
                sound = true;
            } finally {
                sessions.give(session, sound);
            }
        } catch (SQLException e) {
            sessions.close();
            throw new ConnectorException(database.failure("prepare to write", e), e);
        }
    }

    @Override
    public Outcomes write(Batch batch) {
        Session session;
        try {
            session = sessions.take();
        } catch (SQLException e) {
            throw new ConnectorException(database.failure("prepare to write", e), e);
        } catch (ConnectorException e) {
            if (e.failure().mayRetry()) {
                throw e;
            }
            return new Outcomes(batch.size()).set(0, Outcome.halt(e.failure()));
        }
        boolean sound = false;
        try {
            session.begin(false);
            Outcomes outcomes = new Outcomes(batch.size());
            sound = write(batch, session, outcomes);
            return outcomes;
        } catch (SQLException e) {
            throw new ConnectorException(database.failure("prepare to write", e), e);
        } finally {
            sessions.give(session, sound);
        }
    }

    /** Writes; whether the connection is still of use. */
    private boolean write(Batch batch, Session session, Outcomes outcomes) throws SQLException {
        session.hurry(batch.deadline());
        Transaction transaction = new Transaction(session, writer, delivered);
        int tried = -1;
        for (int next = 0; next < batch.size(); tried = next) {
            // goes on, with rows made anew, where a table may have changed since it was looked at
            int from = next;
            Outcomes round = new Outcomes(batch.size());
            @Nullable Row[] rows;
            try {
                session.begin(false);
                rows = batchRows.make(batch, from, session.connection(), round);
            } catch (SQLException e) {
                outcomes.set(from, Outcome.retry(database.failure("prepare to write", e)));
                return false;
            } catch (ConnectorException e) {
                Failure failure = e.failure();
                outcomes.set(from, failure.mayRetry() ? Outcome.retry(failure) : Outcome.halt(failure));
                return failure.remedy() != Failure.Remedy.RECONNECT;
            }
            BatchWrite write = new BatchWrite(database, transaction, batch, rows, round, batchRows, tried);
            next = write.run();
            for (int i = from; i < next; i++) {
                Outcome outcome = round.get(i);
                if (outcome != null) {
                    outcomes.set(i, outcome);
                }
            }
            if (!write.sound()) {
                return false;
            }
        }
        return delivered == null || prune(delivered, session);
    }

    /** What is written stays written whether old memories go or not. */
    private boolean prune(Delivered memory, Session session) {
        try {
            session.begin(false);
            memory.prune(session.connection());
            return true;
        } catch (SQLException e) {
            LOG.warn("cannot forget old events: penstock_delivered grows; {}", database.reason(e));
            return false;
        }
    }

    @Override
    public int concurrency() {
        return database.dialect() == Dialect.SQLITE ? 1 : config.connections(); // it has one writer at a time
    }

    @Override
    public List<Check> check(Deadline deadline) throws SQLException {
        Session session = sessions.take();
        boolean sound = false;
        try {
            session.hurry(deadline);
            List<Check> checks = new SinkChecks(database, config, session.connection()).run();
            sound = true;
            return checks;
        } finally {
            sessions.give(session, sound);
        }
    }

    @Override
    public void close() {
        sessions.close();
    }
}

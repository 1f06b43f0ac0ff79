package dev.penstock.connector.jdbc.source;

import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.LocalDisk;
import dev.penstock.api.Measured;
import dev.penstock.api.Partition;
import dev.penstock.api.Partitioned;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.SourceContext;
import dev.penstock.connector.jdbc.Database;
import dev.penstock.connector.jdbc.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of tables, views or a query as they come: one event for each new or changed row, or all rows each time.
 *
 * <p>Each table is a partition. Pages are read behind the last row that was read, so nothing is kept open in the database
 * between polls and memory is bounded by the poll. Connects at the first call, not when built.
 */
@Connector(name = "jdbc", summary = "Reads new, changed or all rows of database tables and queries")
public final class JdbcSource implements PollingSource, Partitioned, Measured, Checkable, LocalDisk {
    private final JdbcSourceConfig config;
    private final SourceContext context;
    private final Database database;
    private final Map<String, PartitionReader> readers = new TreeMap<>();
    private @Nullable Session session;
    private boolean listed;

    /**
     * Reads from the database configured there.
     *
     * @throws ConnectorException when there is no driver for the URL
     */
    public JdbcSource(JdbcSourceConfig config, SourceContext context) {
        this.config = config;
        this.context = context;
        this.database = new Database(
                config.url(), config.username(), config.password(), config.properties(), config.connectTimeout());
    }

    @Override
    public List<Partition> partitions(Deadline deadline) {
        if (!listed || patterns()) {
            Readers build = new Readers(config, database, context.clock());
            if (config.query() == null) {
                Set<TableName> tables =
                        asking(deadline, "list tables", open -> new TableList(config, open, database).tables());
                forgetAllBut(tables);
                tables.forEach(table ->
                        add(table.toString(), build, deadline, open -> TableList.describe(table, open, database)));
            } else {
                add(Relation.QUERY, build, deadline, open -> Relation.query(config, open, database));
            }
            listed = true;
        }
        return readers.keySet().stream().map(Partition::new).toList();
    }

    private boolean patterns() {
        return config.tables().stream().anyMatch(TablePattern::isPattern);
    }

    private void forgetAllBut(Set<TableName> tables) {
        Set<String> names = tables.stream().map(TableName::toString).collect(Collectors.toSet());
        readers.entrySet().removeIf(reader -> {
            boolean gone = !names.contains(reader.getKey());
            if (gone) {
                reader.getValue().close();
            }
            return gone;
        });
    }

    private void add(String name, Readers build, Deadline deadline, Asking<Relation> describe) {
        if (!readers.containsKey(name)) {
            boolean fromEnd = config.start() == Start.END && !listed;
            String what = "read " + name;
            readers.put(name, asking(deadline, what, open -> build.of(open, describe.ask(open), fromEnd, deadline)));
        }
    }

    @Override
    public Polled poll(PollRequest request) {
        String name = request.partition().name();
        if (!readers.containsKey(name)) {
            partitions(request.deadline());
        }
        PartitionReader reader = readers.get(name);
        if (reader == null) {
            throw new ConnectorException(Failure.external(
                    "no-table", "the table " + name + " is not there any more; tables are listed again"));
        }
        return asking(request.deadline(), "read " + name, open -> reader.poll(request));
    }

    /** Something that asks the database. */
    private interface Asking<T> {
        T ask(Session open) throws SQLException;
    }

    private <T> T asking(Deadline deadline, String what, Asking<T> asking) {
        try {
            Session open = session;
            if (open == null) {
                open = Session.open(database, deadline, context.clock());
                session = open;
            }
            return asking.ask(open);
        } catch (SQLException e) {
            throw new ConnectorException(database.failure(what, e), e);
        }
    }

    @Override
    public OptionalLong pending() {
        long sum = 0;
        for (PartitionReader reader : readers.values()) {
            OptionalLong each = reader.pending();
            if (each.isEmpty()) {
                return each;
            }
            sum += each.getAsLong();
        }
        return listed ? OptionalLong.of(sum) : OptionalLong.empty();
    }

    @Override
    public List<Check> check(Deadline deadline) {
        List<Check> checks = new ArrayList<>();
        try {
            asking(deadline, "connect", open -> checks.add(Check.passed("connect", database.target())));
        } catch (ConnectorException e) {
            return List.of(Check.failed("connect", e.failure()));
        }
        try {
            List<Partition> partitions = partitions(deadline);
            checks.add(Check.passed("find tables", partitions.isEmpty() ? "none yet" : partitions.toString()));
        } catch (ConnectorException e) {
            checks.add(Check.failed("find tables", e.failure()));
        }
        return checks;
    }

    @Override
    public void close() {
        readers.values().forEach(PartitionReader::close);
        Session open = session;
        if (open != null) {
            open.close();
        }
    }
}

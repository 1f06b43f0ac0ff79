package dev.penstock.connector.jdbc.source;

import dev.penstock.api.Deadline;
import dev.penstock.connector.jdbc.Database;
import dev.penstock.connector.jdbc.Dialect;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the reader of a relation: which one, and what it holds back. */
final class Readers {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MILLIS = 3;

    private final JdbcSourceConfig config;
    private final Database database;
    private final InstantSource clock;

    Readers(JdbcSourceConfig config, Database database, InstantSource clock) {
        this.config = config;
        this.database = database;
        this.clock = clock;
    }

    /** The reader; fails with a message for the user when a column is missing or of no use. */
    PartitionReader of(Session session, Relation relation, boolean fromEnd, Deadline deadline) throws SQLException {
        Dialect dialect = database.dialect();
        ZoneId zone = config.zoneId();
        URI source = config.source() == null ? RowEvents.source(database.target(), relation.name()) : config.source();
        ColumnReaders columns = new ColumnReaders(dialect, config.decimals(), zone);
        RowEvents events = new RowEvents(config, columns, relation, source);
        Layout layout = Layout.of(config, dialect, relation);
        if (layout.keyset().order().isEmpty()) {
            Duration left = deadline.remaining();
            CursorReader.Sessions sessions = () -> Session.open(database, Deadline.in(left, clock), clock);
            return new CursorReader(relation, dialect, events, sessions, clock, config.interval());
        }
        Pages pages = new Pages(session, relation, layout, events, zone);
        if (config.how() == Mode.BULK) {
            return new BulkReader(relation, layout, pages, clock, config.interval());
        }
        Horizon horizon = horizon(session, layout, zone);
        return new GrowthReader(relation, layout, pages, horizon, clock, config.interval(), fromEnd);
    }

    private Horizon horizon(Session session, Layout layout, @Nullable ZoneId zone) throws SQLException {
        List<KeyColumn> order = layout.keyset().order();
        KeyColumn.Kind kind = order.get(0).kind();
        if (!layout.time()) {
            // SQLite has one writer at a time: its rows appear in the order of their numbers.
            boolean serial = database.dialect() == Dialect.SQLITE;
            return new SampledHorizon(serial ? Duration.ZERO : config.lag(), false);
        }
        if (kind == KeyColumn.Kind.INSTANT || (kind == KeyColumn.Kind.LOCAL && zone != null)) {
            ZoneId local = kind == KeyColumn.Kind.INSTANT ? null : zone;
            return new ClockHorizon(lag(order.get(0)), session.ahead(), local);
        }
        return new SampledHorizon(lag(order.get(0)), kind == KeyColumn.Kind.LOCAL);
    }

    /** A time of whole seconds is given to rows until its second is over. */
    private Duration lag(KeyColumn column) {
        boolean fine = column.column().scale() >= MILLIS && column.kind() != KeyColumn.Kind.DYNAMIC;
        return config.lag().isZero() || fine ? config.lag() : config.lag().plus(SECOND);
    }
}

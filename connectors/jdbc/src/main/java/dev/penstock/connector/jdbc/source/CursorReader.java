package dev.penstock.connector.jdbc.source;

import dev.penstock.api.Offset;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.Polled.When;
import dev.penstock.connector.jdbc.Dialect;
import dev.penstock.toolkit.event.StableId;
import io.cloudevents.CloudEvent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads all rows of a relation that has no key, round after round, from one open cursor. Without a key nobody can say where
 * a row was, so a round that is interrupted begins again, as the next one.
 */
final class CursorReader implements PartitionReader {
    private static final String ROW = "row";
    private static final int FETCH = 100;

    /** Opens a session for the cursor alone: in a transaction, and busy until the round ends. */
    interface Sessions {
        Session open() throws SQLException;
    }

    private final Relation relation;
    private final Dialect dialect;
    private final RowEvents events;
    private final Sessions sessions;
    private final InstantSource clock;
    private final Duration interval;
    private @Nullable Cursor cursor;

    private static final class Cursor {
        private final Session session;
        private final ResultSet rows;
        private final long round;
        private long read;

        Cursor(Session session, ResultSet rows, long round) {
            this.session = session;
            this.rows = rows;
            this.round = round;
        }
    }

    CursorReader(
            Relation relation,
            Dialect dialect,
            RowEvents events,
            Sessions sessions,
            InstantSource clock,
            Duration interval) {
        this.relation = relation;
        this.dialect = dialect;
        this.events = events;
        this.sessions = sessions;
        this.clock = clock;
        this.interval = interval;
    }

    @Override
    public Polled poll(PollRequest request) throws SQLException {
        Instant now = clock.instant();
        Offset offset = request.offset();
        Round round = Round.of(offset);
        if (round.waits(now)) {
            return BulkReader.waiting(round, request, now);
        }
        Cursor open = open(round.number(), offset == null || offset.text(ROW) == null ? 0 : offset.number(ROW));
        List<CloudEvent> found = new ArrayList<>();
        List<Offset> offsets = new ArrayList<>();
        String number = Long.toString(open.round);
        long bytes = 0;
        while (found.size() < request.maxEvents() && bytes < request.maxBytes()) {
            if (!open.rows.next()) {
                close();
                When when = request.draining() ? When.END : When.LATER;
                Offset next = new Round(open.round, null).next(now.plus(interval));
                return new Polled(found, offsets, next, when, interval);
            }
            String row = Long.toString(++open.read);
            found.add(events.event(open.rows, StableId.join(relation.name(), number, row), null)); // I5
            offsets.add(Offset.of(Round.NUMBER, number, ROW, row));
            bytes += events.size();
        }
        return Polled.more(found, offsets);
    }

    private Cursor open(long round, long row) throws SQLException {
        Cursor known = cursor;
        if (known != null && known.round == round && known.read == row) {
            return known;
        }
        close();
        Session session = sessions.open();
        try {
            if (dialect == Dialect.POSTGRESQL) {
                session.connection().setAutoCommit(false); // otherwise the driver reads all rows at once
            }
            PreparedStatement statement = session.connection().prepareStatement("SELECT * FROM " + relation.from());
            statement.setFetchSize(FETCH);
            Cursor opened = new Cursor(session, statement.executeQuery(), row == 0 ? round : round + 1);
            cursor = opened;
            return opened;
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public OptionalLong pending() {
        return OptionalLong.empty();
    }

    @Override
    public void close() {
        Cursor open = cursor;
        if (open != null) {
            cursor = null;
            open.session.close();
        }
    }
}

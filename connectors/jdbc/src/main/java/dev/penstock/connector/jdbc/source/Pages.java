package dev.penstock.connector.jdbc.source;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.PollRequest;
import dev.penstock.connector.jdbc.Dialect;
import io.cloudevents.CloudEvent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads pages of a relation in the order of its layout. For one thread. */
final class Pages {
    private final Session session;
    private final Relation relation;
    private final Layout layout;
    private final RowEvents events;
    private final @Nullable ZoneId zone;
    private final PageSize size = new PageSize();

    Pages(Session session, Relation relation, Layout layout, RowEvents events, @Nullable ZoneId zone) {
        this.session = session;
        this.relation = relation;
        this.layout = layout;
        this.events = events;
        this.zone = zone;
    }

    /**
     * A page.
     *
     * @param places where each row is
     * @param full whether there may be more right behind it
     * @param held whether it ends before a row that may not be taken yet
     */
    record Page(List<CloudEvent> events, List<List<String>> places, boolean full, boolean held) {}

    /**
     * Reads a page.
     *
     * @param takes whether a row may be taken, by its leading value; the first one refused ends the page
     * @param id of a row, by its place
     */
    Page read(Keyset.Range range, PollRequest request, Predicate<String> takes, Function<List<String>, String> id)
            throws SQLException {
        Keyset keyset = layout.keyset();
        int limit = size.rows(request);
        size.begin();
        List<CloudEvent> found = new ArrayList<>(limit);
        List<List<String>> places = new ArrayList<>(limit);
        KeyColumn.Kind leading = keyset.order().get(0).kind();
        long bytes = 0;
        int rows = 0;
        try (PreparedStatement statement = session.prepare(keyset.page(range), request.deadline())) {
            keyset.bind(statement, range, limit);
            if (keyset.dialect() == Dialect.GENERIC) {
                statement.setFetchSize(limit);
            }
            try (ResultSet row = statement.executeQuery()) {
                requireSame(row);
                while (row.next()) {
                    rows++;
                    List<String> place = place(row);
                    if (!takes.test(place.get(0))) {
                        return new Page(found, places, false, true);
                    }
                    OffsetDateTime time = layout.time() ? RowEvents.time(leading, place.get(0), zone) : null;
                    found.add(events.event(row, id.apply(place), time));
                    places.add(place);
                    size.row(events.size());
                    bytes += events.size();
                    if (bytes >= request.maxBytes()) {
                        return new Page(found, places, true, false);
                    }
                }
            }
        }
        return new Page(found, places, rows == limit, false);
    }

    private void requireSame(ResultSet row) throws SQLException {
        if (!Column.same(relation.columns(), row.getMetaData(), layout.keyset().dialect())) {
            throw new ConnectorException(Failure.disconnected(
                    "table-changed", relation.where() + " has other columns now; it is looked at again"));
        }
    }

    private List<String> place(ResultSet row) throws SQLException {
        List<KeyColumn> order = layout.keyset().order();
        if (order.size() == 1) {
            return List.of(required(order.get(0), row));
        }
        String[] place = new String[order.size()];
        for (int i = 0; i < place.length; i++) {
            place[i] = required(order.get(i), row);
        }
        return Arrays.asList(place);
    }

    private String required(KeyColumn key, ResultSet row) throws SQLException {
        String text = key.read(row);
        if (text == null) {
            throw new ConnectorException(Failure.user(
                    "null-key",
                    "column " + key.column().name() + " is null in a row of " + relation.where()
                            + "; name columns in 'key-columns' that are never null"));
        }
        return text;
    }

    /** The greatest leading value that is there, or null when there are no rows. */
    @Nullable
    String greatest(@Nullable String upTo, Deadline deadline) throws SQLException {
        Keyset keyset = layout.keyset();
        Keyset.Range range = new Keyset.Range(List.of(), upTo == null ? List.of() : List.of(upTo));
        try (PreparedStatement statement = session.prepare(keyset.greatest(range), deadline)) {
            keyset.bind(statement, range, 1);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? keyset.leading().read(row) : null;
            }
        }
    }

    /** Whether there are rows in the range. */
    boolean any(Keyset.Range range, Deadline deadline) throws SQLException {
        try (PreparedStatement statement = session.prepare(layout.keyset().any(range), deadline)) {
            layout.keyset().bind(statement, range, 1);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** How many rows there are after a place, but no more than the limit. */
    long count(List<String> after, int limit, Deadline deadline) throws SQLException {
        Keyset.Range range = new Keyset.Range(after, List.of());
        try (PreparedStatement statement = session.prepare(layout.keyset().count(range), deadline)) {
            layout.keyset().bind(statement, range, limit);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}

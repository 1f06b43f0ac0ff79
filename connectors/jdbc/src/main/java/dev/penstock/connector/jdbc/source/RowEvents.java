package dev.penstock.connector.jdbc.source;

import dev.penstock.toolkit.event.EventBuilder;
import dev.penstock.toolkit.event.StableId;
import dev.penstock.toolkit.json.JsonBuffer;
import dev.penstock.toolkit.json.Rfc3339;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes an event of a row. For one thread. */
final class RowEvents {
    private static final String TYPE = "dev.penstock.jdbc.row";

    private final EventBuilder event;
    private final String fallbackType;
    private final JsonBuffer buffer = new JsonBuffer();
    private final byte[][] names;
    private final ColumnReader[] values;
    private final @Nullable Column type;
    private final @Nullable Column subject;
    private final @Nullable Column partitionKey;

    RowEvents(JdbcSourceConfig config, ColumnReaders readers, Relation relation, URI source) {
        this.fallbackType = config.type() instanceof Value.Constant constant ? constant.text() : TYPE;
        this.event = EventBuilder.of(source, fallbackType).contentType("application/json");
        if (config.subject() instanceof Value.Constant constant) {
            event.subject(constant.text());
        }
        if (config.partitionKey() instanceof Value.Constant constant) {
            event.extension("partitionkey", constant.text());
        }
        List<Column> found = relation.columns();
        names = new byte[found.size()][];
        values = new ColumnReader[found.size()];
        for (int i = 0; i < names.length; i++) {
            JsonBuffer name = new JsonBuffer();
            name.put(i == 0 ? '{' : ',');
            name.string(found.get(i).name());
            name.put(':');
            names[i] = name.toBytes();
            values[i] = readers.of(found.get(i));
        }
        type = Column.optional(found, config.type(), relation.where(), "type");
        subject = Column.optional(found, config.subject(), relation.where(), "subject");
        partitionKey = Column.optional(found, config.partitionKey(), relation.where(), "partition-key");
    }

    /** The event of the current row. */
    CloudEvent event(ResultSet row, String id, @Nullable OffsetDateTime time) throws SQLException {
        buffer.cut(0);
        for (int i = 0; i < names.length; i++) {
            buffer.put(names[i]);
            values[i].write(row, i + 1, buffer);
        }
        buffer.put('}');
        event.id(id).time(time).data(buffer.toBytes());
        if (type != null) {
            String text = row.getString(type.index());
            event.type(text == null || text.isEmpty() ? fallbackType : text);
        }
        if (subject != null) {
            event.subject(row.getString(subject.index()));
        }
        if (partitionKey != null) {
            event.extension("partitionkey", row.getString(partitionKey.index()));
        }
        return event.build();
    }

    /** How many bytes the last event's data have. */
    int size() {
        return buffer.size();
    }

    /** The id of a row. */
    static String id(String relation, Layout layout, List<String> place) {
        List<Integer> parts = layout.id();
        String[] all = new String[parts.size() + 1];
        all[0] = relation;
        for (int i = 0; i < parts.size(); i++) {
            all[i + 1] = place.get(parts.get(i));
        }
        return StableId.join(all); // I5
    }

    /** The time that stands in a leading column, if its zone is known. */
    static @Nullable OffsetDateTime time(KeyColumn.Kind kind, String text, @Nullable ZoneId zone) {
        if (kind == KeyColumn.Kind.INSTANT) {
            return Rfc3339.parse(text);
        }
        if (kind == KeyColumn.Kind.LOCAL && zone != null && !Times.unbounded(text) && !text.startsWith("0000")) {
            return LocalDateTime.parse(text).atZone(zone).toOffsetDateTime();
        }
        return null;
    }

    /** The source of a relation's events: no user, no parameters. */
    static URI source(String target, String relation) {
        StringBuilder uri = new StringBuilder();
        for (byte b : (target + "/" + relation).getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7f && "\"<>\\^`{|}%#[]".indexOf(b) < 0) {
                uri.append((char) b);
            } else {
                uri.append('%').append(String.format("%02X", b & 0xff));
            }
        }
        return URI.create(uri.toString());
    }
}

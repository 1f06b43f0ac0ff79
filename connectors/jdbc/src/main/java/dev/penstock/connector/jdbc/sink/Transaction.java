package dev.penstock.connector.jdbc.sink;

import dev.penstock.api.Batch;
import java.sql.Connection;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes some of the rows of a batch and commits them, together with the memory that they were written. */
final class Transaction {
    /**
     * What came of it.
     *
     * @param missing updates for which there is no row
     */
    record Result(List<Row> missing) {}

    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

    private final Session session;
    private final RowWriter writer;
    private final @Nullable Delivered delivered;

    Transaction(Session session, RowWriter writer, @Nullable Delivered delivered) {
        this.session = session;
        this.writer = writer;
        this.delivered = delivered;
    }

    /** Writes the rows at these positions and commits; nothing stays when it throws and {@link #rollback} follows. */
    Result write(@Nullable Row[] rows, int from, int to, Batch batch) throws SQLException {
        List<Row> pending = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            Row row = rows[i];
            if (row != null) {
                pending.add(row);
            }
        }
        if (pending.isEmpty()) {
            return new Result(List.of());
        }
        session.hurry(batch.deadline());
        List<Row> missing = new ArrayList<>();
        if (delivered != null) {
            session.begin(true);
            List<Row> fresh = fresh(delivered, pending, batch);
            for (Segment segment : segments(fresh)) {
                segment.write(session.connection(), missing);
            }
            forget(delivered, missing, batch);
        } else {
            List<Segment> segments = segments(pending);
            // one statement is a transaction by itself, and saves two ways to the server and back
            session.begin(segments.size() > 1 || segments.get(0).groups.size() > 1 || !writer.atomic());
            for (Segment segment : segments) {
                segment.write(session.connection(), missing);
            }
        }
        session.commit();
        return new Result(missing);
    }

    boolean rollback() {
        return session.rollback();
    }

    /** Rows whose events were not written before, nor earlier in this very batch. */
    private List<Row> fresh(Delivered memory, List<Row> pending, Batch batch) throws SQLException {
        Map<Row, String> identities = new LinkedHashMap<>();
        Set<String> distinct = new LinkedHashSet<>();
        for (Row row : pending) {
            String identity = memory.identity(batch.event(row.events[0]));
            if (distinct.add(identity)) {
                identities.put(row, identity);
            }
        }
        Set<String> unseen = memory.claim(session.connection(), distinct);
        List<Row> fresh = new ArrayList<>();
        identities.forEach((row, identity) -> {
            if (unseen.contains(identity)) {
                fresh.add(row);
            }
        });
        return fresh;
    }

    /** What is rejected was not written: else it would be taken for written when it is replayed. */
    private void forget(Delivered memory, List<Row> missing, Batch batch) throws SQLException {
        List<String> identities = new ArrayList<>();
        for (Row row : missing) {
            for (int event : row.events) {
                identities.add(memory.identity(batch.event(event)));
            }
        }
        if (!identities.isEmpty()) {
            memory.forget(session.connection(), identities);
        }
    }

    /**
     * Groups rows so that none is there twice by key: a later one of the same key is merged into the earlier. A new segment
     * begins where one deletes and the other does not, and where two keys may be the same to the database.
     */
    private List<Segment> segments(List<Row> pending) {
        List<Segment> segments = new ArrayList<>();
        Segment segment = new Segment();
        Map<Object, Row> byKey = new HashMap<>();
        List<Row> plain = new ArrayList<>();
        for (Row row : pending) {
            if (row.key == null || !row.maker.keyed()) {
                plain.add(row);
                continue;
            }
            Object known = List.of(row.maker.asked, alike(row.key));
            Row earlier = byKey.get(known);
            if (earlier != null
                    && (earlier.mode != row.mode || row.mode == Mode.INSERT || !row.key.equals(earlier.key))) {
                segment.add(plain, byKey);
                segments.add(segment);
                segment = new Segment();
                byKey.clear();
                plain.clear();
                earlier = null;
            }
            byKey.put(known, earlier == null ? row : earlier.then(row));
        }
        segment.add(plain, byKey);
        segments.add(segment);
        return segments;
    }

    /** The same for all texts that some collation takes for the same: without case, accents and blanks at the end. */
    private static Object alike(Comparable<?> key) {
        if (!(key instanceof String text)) {
            return key;
        }
        String plain = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("");
        return plain.toLowerCase(Locale.ROOT).stripTrailing();
    }

    private final class Segment {
        final Map<Plan, List<Row>> groups = new LinkedHashMap<>();

        void add(List<Row> plain, Map<Object, Row> byKey) {
            plain.forEach(this::add);
            List<Row> keyed = new ArrayList<>(byKey.values());
            // In the order of keys, so that two who write the same rows wait for each other instead of in a circle.
            keyed.sort(Transaction::compareKeys);
            keyed.forEach(this::add);
        }

        private void add(Row row) {
            groups.computeIfAbsent(Plan.of(row), plan -> new ArrayList<>()).add(row);
        }

        void write(Connection connection, List<Row> missing) throws SQLException {
            for (Map.Entry<Plan, List<Row>> group : groups.entrySet()) {
                missing.addAll(writer.write(connection, group.getKey(), group.getValue()));
            }
        }
    }

    @SuppressWarnings("unchecked") // Keys of one class compare with each other.
    private static int compareKeys(Row one, Row other) {
        Comparable<?> left = one.key;
        Comparable<?> right = other.key;
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        return left.getClass() == right.getClass()
                ? ((Comparable<Object>) left).compareTo(right)
                : left.toString().compareTo(right.toString());
    }
}

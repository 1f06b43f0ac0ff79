package dev.penstock.runtime.state;

import dev.penstock.api.Failure;
import dev.penstock.engine.state.DeadLetter;
import dev.penstock.engine.state.DeadLetterStore;
import dev.penstock.toolkit.json.CloudEventJson;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keep dead letters in the state file until they are replayed or deleted. Any thread may call; methods block. */
public final class DeadLetters implements DeadLetterStore {
    private static final String COLUMNS =
            "select id, pipeline, at, code, message, blame, attempts, stage, connector, event from dead_letters";

    private final StateStore store;

    DeadLetters(StateStore store) {
        this.store = store;
    }

    @Override
    public void store(List<DeadLetter> letters) throws Exception {
        List<byte[]> events = new ArrayList<>(letters.size());
        for (DeadLetter letter : letters) {
            events.add(CloudEventJson.write(letter.event())); // not on the writer's thread
        }
        store.writer().write(session -> {
            for (int i = 0; i < events.size(); i++) {
                insert(session, letters.get(i), events.get(i));
            }
            return true;
        });
    }

    private static void insert(Session session, DeadLetter letter, byte[] event) throws SQLException {
        PreparedStatement insert = session.statement("insert into dead_letters"
                + " (pipeline, at, code, message, blame, attempts, stage, connector, event)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insert.setString(1, letter.pipeline());
        insert.setLong(2, letter.at().toEpochMilli());
        insert.setString(3, letter.failure().code());
        insert.setString(4, letter.failure().message());
        insert.setString(5, letter.failure().blame().name());
        insert.setInt(6, letter.attempts());
        insert.setString(7, letter.stage());
        insert.setString(8, letter.connector());
        insert.setBytes(9, event);
        insert.executeUpdate();
    }

    /**
     * A page of dead letters, oldest first.
     *
     * @param pipeline whose; of all when empty
     * @param after only those with a larger number; 0 for the first page
     * @param most at most so many
     */
    public List<StoredDeadLetter> list(String pipeline, long after, int most) throws Exception {
        return store.read(session -> {
            PreparedStatement page = session.statement(COLUMNS + " where id > ?"
                    + (pipeline.isEmpty() ? "" : " and pipeline = ?") + " order by id limit ?");
            page.setLong(1, after);
            if (!pipeline.isEmpty()) {
                page.setString(2, pipeline);
            }
            page.setInt(pipeline.isEmpty() ? 2 : 3, most);
            List<StoredDeadLetter> found = new ArrayList<>();
            try (ResultSet rows = page.executeQuery()) {
                while (rows.next()) {
                    found.add(read(rows));
                }
            }
            return found;
        });
    }

    /** The dead letter of that number. */
    public Optional<StoredDeadLetter> show(long id) throws Exception {
        return store.read(session -> {
            PreparedStatement one = session.statement(COLUMNS + " where id = ?");
            one.setLong(1, id);
            try (ResultSet rows = one.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        });
    }

    /** How many a pipeline has; all pipelines when the name is empty. */
    public long count(String pipeline) throws Exception {
        return store.read(session -> {
            PreparedStatement count = session.statement(
                    "select count(*) from dead_letters" + (pipeline.isEmpty() ? "" : " where pipeline = ?"));
            if (!pipeline.isEmpty()) {
                count.setString(1, pipeline);
            }
            try (ResultSet rows = count.executeQuery()) {
                return rows.getLong(1);
            }
        });
    }

    /**
     * Deletes dead letters; after a replay, only once every one of them is delivered.
     *
     * @return how many there were
     */
    public int delete(Collection<Long> ids) throws Exception {
        List<Long> copy = List.copyOf(ids);
        return store.writer().write(session -> {
            PreparedStatement delete = session.statement("delete from dead_letters where id = ?");
            int deleted = 0;
            for (long id : copy) {
                delete.setLong(1, id);
                deleted += delete.executeUpdate();
            }
            return deleted;
        });
    }

    private static StoredDeadLetter read(ResultSet row) throws SQLException {
        Failure failure = new Failure(
                row.getString(4), row.getString(5), Failure.Blame.valueOf(row.getString(6)), Failure.Remedy.NONE);
        DeadLetter letter = new DeadLetter(
                row.getString(2),
                CloudEventJson.read(row.getBytes(10)),
                failure,
                row.getInt(7),
                row.getString(8),
                row.getString(9),
                Instant.ofEpochMilli(row.getLong(3)));
        return new StoredDeadLetter(row.getLong(1), letter);
    }
}

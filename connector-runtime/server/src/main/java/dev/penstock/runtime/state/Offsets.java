package dev.penstock.runtime.state;

import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.engine.state.OffsetStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keep offsets in the state file. Any thread may call; methods block. */
public final class Offsets implements OffsetStore {
    private final StateStore store;
    private final InstantSource clock;

    Offsets(StateStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * An offset as it is stored.
     *
     * @param pipeline whose
     * @param partition of what
     * @param offset how far
     * @param savedAt when it was stored
     */
    public record Stored(String pipeline, Partition partition, Offset offset, Instant savedAt) {}

    @Override
    public Claim claim(String pipeline) throws Exception {
        long epoch = store.writer().write(session -> {
            PreparedStatement next = session.statement("insert into owners values (?, 1)"
                    + " on conflict (pipeline) do update set epoch = epoch + 1 returning epoch");
            next.setString(1, pipeline);
            try (ResultSet rows = next.executeQuery()) {
                return rows.getLong(1);
            }
        });
        return new Claim(pipeline, epoch);
    }

    @Override
    public Map<Partition, Offset> load(String pipeline) throws Exception {
        Map<Partition, Offset> found = new LinkedHashMap<>();
        for (Stored stored : list(pipeline)) {
            found.put(stored.partition(), stored.offset());
        }
        return found;
    }

    @Override
    public void save(Claim claim, Map<Partition, Offset> offsets) throws Exception {
        store.writer().write(session -> {
            checkOwner(session, claim); // I2
            put(session, claim.pipeline(), offsets);
            return true;
        });
    }

    private static void checkOwner(Session session, Claim claim) throws SQLException, StaleClaimException {
        PreparedStatement owner = session.statement("select epoch from owners where pipeline = ?");
        owner.setString(1, claim.pipeline());
        try (ResultSet rows = owner.executeQuery()) {
            if (!rows.next() || rows.getLong(1) != claim.epoch()) {
                throw new StaleClaimException(claim);
            }
        }
    }

    private void put(Session session, String pipeline, Map<Partition, Offset> offsets) throws SQLException {
        PreparedStatement put = session.statement("insert into offsets values (?, ?, ?, ?)"
                + " on conflict do update set position = excluded.position, saved_at = excluded.saved_at");
        long now = clock.millis();
        for (Map.Entry<Partition, Offset> entry : offsets.entrySet()) {
            put.setString(1, pipeline);
            put.setString(2, entry.getKey().name());
            put.setString(3, OffsetJson.write(entry.getValue()));
            put.setLong(4, now);
            put.executeUpdate();
        }
    }

    /** All offsets in the order of pipelines and partitions; those of one pipeline, or of all when the name is empty. */
    public List<Stored> list(String pipeline) throws Exception {
        return store.read(session -> {
            PreparedStatement list = session.statement("select pipeline, part, position, saved_at from offsets"
                    + (pipeline.isEmpty() ? "" : " where pipeline = ?") + " order by pipeline, part");
            if (!pipeline.isEmpty()) {
                list.setString(1, pipeline);
            }
            List<Stored> found = new ArrayList<>();
            try (ResultSet rows = list.executeQuery()) {
                while (rows.next()) {
                    found.add(new Stored(
                            rows.getString(1),
                            new Partition(rows.getString(2)),
                            OffsetJson.read(rows.getString(3)),
                            Instant.ofEpochMilli(rows.getLong(4))));
                }
            }
            return found;
        });
    }

    /** Sets an offset by hand; whoever had claimed the pipeline can save no more. */
    public void set(String pipeline, Partition partition, Offset offset) throws Exception {
        save(claim(pipeline), Map.of(partition, offset));
    }

    /**
     * Forgets the offsets of a pipeline, so that it begins anew; whoever had claimed it can save no more.
     *
     * @return how many there were
     */
    public int reset(String pipeline) throws Exception {
        claim(pipeline);
        return store.writer().write(session -> {
            PreparedStatement delete = session.statement("delete from offsets where pipeline = ?");
            delete.setString(1, pipeline);
            return delete.executeUpdate();
        });
    }
}

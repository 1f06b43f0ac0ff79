package dev.penstock.host.state;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.StateStore;
import dev.penstock.api.StateStore.Change;
import dev.penstock.api.StateStore.Entry;
import dev.penstock.engine.state.OffsetStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The offsets of one pipeline in a state store, with a lease: whoever has claimed them keeps them until its lease runs out, and
 * every save extends it.
 *
 * <p>What keeps a former owner out is the version that every write expects, not the clock: a clock that is wrong makes a take-over
 * come late or early, and an owner that was taken over cannot write in any case. Any thread may call; methods block, one at a
 * time.
 */
public final class StateOffsets implements OffsetStore {
    /** The code of the failure of a claim while another owner's lease runs. */
    public static final String HELD = "held-elsewhere";

    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 3;

    private final StateStore store;
    private final String owner;
    private final Duration lease;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Held held;

    /**
     * The offsets in that store.
     *
     * @param store where; outlives this
     * @param owner who claims: a text that no other instance has, and that tells a person where it runs
     * @param lease how long a claim holds after the last write
     */
    StateOffsets(StateStore store, String owner, Duration lease, InstantSource clock) {
        this.store = store;
        this.owner = owner;
        this.lease = lease;
        this.clock = clock;
    }

    /** What this owner wrote last, and the version that the store gave it. */
    private record Held(String pipeline, OffsetDocument document, String version, Instant writtenAt) {}

    /** Where the offsets of a pipeline are kept. */
    static String key(String pipeline) {
        return pipeline + "/offsets";
    }

    /**
     * Takes the lease.
     *
     * @throws ConnectorException with the code {@link #HELD} while another owner has it: says who, and until when
     */
    @Override
    public Claim claim(String pipeline) throws Exception {
        lock.lockInterruptibly();
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Entry entry = store.read(key(pipeline), deadline());
                OffsetDocument before = entry == null ? OffsetDocument.NONE : document(pipeline, entry);
                Instant now = clock.instant();
                if (before.heldByOther(owner, now)) {
                    throw new ConnectorException(Failure.external(
                            HELD,
                            "pipeline '" + pipeline + "' is run by " + before.owner() + ", which has it until "
                                    + before.until()
                                    + "; it is taken over here once that one stops or is silent for so long"));
                }
                OffsetDocument after = before.claimed(owner, leaseEnd(now));
                String version = put(pipeline, after, entry == null ? null : entry.version());
                if (version != null) {
                    held = new Held(pipeline, after, version, now);
                    return new Claim(pipeline, after.epoch());
                }
            }
            throw new ConnectorException(Failure.external(
                    HELD,
                    "pipeline '" + pipeline + "' is being claimed by several instances at once; one of them gets it"));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Map<Partition, Offset> load(String pipeline) throws Exception {
        lock.lockInterruptibly();
        try {
            Held mine = held;
            OffsetDocument document;
            if (mine != null && mine.pipeline().equals(pipeline)) {
                document = mine.document(); // as it was claimed
            } else {
                Entry entry = store.read(key(pipeline), deadline());
                document = entry == null ? OffsetDocument.NONE : document(pipeline, entry);
            }
            Map<Partition, Offset> offsets = new LinkedHashMap<>();
            document.offsets().forEach((name, offset) -> offsets.put(new Partition(name), offset));
            return offsets;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void save(Claim claim, Map<Partition, Offset> offsets) throws Exception {
        lock.lockInterruptibly();
        try {
            Held mine = of(claim);
            Instant until = leaseEnd(clock.instant());
            replace(claim, mine, document -> document.moved(offsets, until));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Extends the lease unless it was extended lately.
     *
     * @throws StaleClaimException when somebody else has the pipeline now
     */
    void renew(Claim claim, Duration lately) throws Exception {
        lock.lockInterruptibly();
        try {
            Held mine = of(claim);
            Instant now = clock.instant();
            if (Duration.between(mine.writtenAt(), now).compareTo(lately) >= 0) {
                replace(claim, mine, document -> document.moved(Map.of(), leaseEnd(now)));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all offsets, which needs the lease. Returns how many there were. */
    int reset(Claim claim) throws Exception {
        lock.lockInterruptibly();
        try {
            Held mine = of(claim);
            replace(claim, mine, OffsetDocument::reset);
            return mine.document().offsets().size();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the lease up, so that the next owner need not wait; without one does nothing. */
    void release() throws Exception {
        if (!lock.tryLock(LONGEST_CALL.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("the state store does not answer");
        }
        try {
            Held mine = held;
            held = null;
            if (mine != null) {
                put(mine.pipeline(), mine.document().released(), mine.version());
            }
        } finally {
            lock.unlock();
        }
    }

    private Held of(Claim claim) throws StaleClaimException {
        Held mine = held;
        if (mine == null || !mine.document().isOf(owner, claim.epoch())) {
            throw new StaleClaimException(claim); // I2
        }
        return mine;
    }

    private void replace(Claim claim, Held mine, UnaryOperator<OffsetDocument> change) throws Exception {
        String pipeline = claim.pipeline();
        OffsetDocument before = mine.document();
        String expected = mine.version();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Instant now = clock.instant();
            OffsetDocument after = change.apply(before);
            String version = put(pipeline, after, expected);
            if (version != null) {
                held = new Held(pipeline, after, version, now);
                return;
            }
            Entry entry = store.read(key(pipeline), deadline());
            OffsetDocument stored = entry == null ? OffsetDocument.NONE : document(pipeline, entry);
            if (entry == null || !stored.isOf(owner, claim.epoch())) {
                held = null;
                throw new StaleClaimException(claim); // I2
            }
            before = stored; // a write of ours that was given up had arrived all the same: no offset of it goes back
            expected = entry.version();
        }
        throw new ConnectorException(Failure.external(
                "state-contended", "the offsets of pipeline '" + pipeline + "' could not be written; trying again"));
    }

    /** Writes, and finds out what became of a write whose answer is lost. Null when another version stands there. */
    private @Nullable String put(String pipeline, OffsetDocument document, @Nullable String expected) throws Exception {
        String text = document.write();
        checkSize(pipeline, document, text);
        String version;
        try {
            version = store.write(new Change(key(pipeline), text, expected, null), deadline());
        } catch (Exception unknown) {
            String written = versionOf(pipeline, text, unknown);
            if (written == null) {
                throw unknown;
            }
            return written;
        }
        // also "no" may come from the second attempt of a store's client, whose first one had arrived
        return version != null ? version : versionOf(pipeline, text, null);
    }

    /** The version of that text if it stands there; it names epoch and owner, so that nobody else wrote it. */
    private @Nullable String versionOf(String pipeline, String text, @Nullable Exception before) throws Exception {
        try {
            Entry entry = store.read(key(pipeline), deadline());
            return entry != null && entry.value().equals(text) ? entry.version() : null;
        } catch (Exception e) {
            if (before != null) {
                before.addSuppressed(e);
                throw before;
            }
            throw e;
        }
    }

    private static void checkSize(String pipeline, OffsetDocument document, String text) {
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > StateStore.LARGEST_VALUE) {
            throw new ConnectorException(Failure.user(
                    "state-too-large",
                    "the offsets of pipeline '" + pipeline + "' take " + size + " bytes for "
                            + document.offsets().size() + " partitions, and a state store takes "
                            + StateStore.LARGEST_VALUE + "; read fewer partitions with one pipeline"));
        }
    }

    private static OffsetDocument document(String pipeline, Entry entry) {
        try {
            return OffsetDocument.read(entry.value());
        } catch (IOException e) {
            throw new ConnectorException(
                    Failure.user(
                            "state-unreadable",
                            "what the state store holds under '" + key(pipeline) + "' cannot be read: " + e.getMessage()
                                    + "; use the version of Penstock that wrote it, or remove it to begin anew"),
                    e);
        }
    }

    private Instant leaseEnd(Instant now) {
        return now.plus(lease).truncatedTo(ChronoUnit.MILLIS);
    }

    private Deadline deadline() {
        return Deadline.in(LONGEST_CALL, clock);
    }
}

package dev.penstock.host.state;

import dev.penstock.api.Deadline;
import dev.penstock.api.StateStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store in memory whose next calls can be told to fail, before or after they took effect. */
final class MemoryStore implements StateStore {
    /** What goes wrong with a call. */
    enum Fault {
        NONE,
        /** It throws and nothing was done. */
        BEFORE,
        /** It was done, and it throws. */
        AFTER,
        /** It throws now, and takes effect when {@link #deliverLate} is called. */
        LATE,
        /** It was done, and its client's second attempt says no. */
        DENIED
    }

    final Map<String, Entry> entries = new HashMap<>();
    final Deque<Fault> reads = new ArrayDeque<>();
    final Deque<Fault> writes = new ArrayDeque<>();
    private final Deque<Change> late = new ArrayDeque<>();
    private int versions;
    int written;
    boolean closed;

    @Override
    public synchronized @Nullable Entry read(String key, Deadline deadline) {
        if (next(reads) != Fault.NONE) {
            throw new IllegalStateException("the read failed");
        }
        return entries.get(key);
    }

    @Override
    public synchronized @Nullable String write(Change change, Deadline deadline) {
        Fault fault = next(writes);
        if (fault == Fault.LATE) {
            late.add(change);
        }
        if (fault == Fault.LATE || fault == Fault.BEFORE) {
            throw new IllegalStateException("the write failed");
        }
        String version = apply(change);
        if (fault == Fault.AFTER) {
            throw new IllegalStateException("the answer is lost");
        }
        return fault == Fault.DENIED ? null : version;
    }

    private @Nullable String apply(Change change) {
        Entry present = entries.get(change.key());
        String version = present == null ? null : present.version();
        if (version == null ? change.expected() != null : !version.equals(change.expected())) {
            return null;
        }
        written++;
        String fresh = "v" + ++versions;
        entries.put(change.key(), new Entry(change.value(), fresh));
        return fresh;
    }

    /** What was given up arrives. */
    synchronized void deliverLate() {
        late.forEach(this::apply);
        late.clear();
    }

    private static Fault next(Deque<Fault> faults) {
        return faults.isEmpty() ? Fault.NONE : faults.remove();
    }

    @Override
    public void close() {
        closed = true;
    }
}

package dev.penstock.runtime.backlog;

import dev.penstock.api.Deadline;
import dev.penstock.api.Measured;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.Partitioned;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at what a polling source has behind some offsets, and moves none. For one thread, once. */
final class Peek {
    /** As much of a partition is looked at; what is behind it a source can count, or it does not matter. */
    private static final int MOST_EVENTS = 100;

    private static final int MOST_BYTES = 256 * 1024;

    /** A source may go over much that is no event, poll by poll; then there is work in any case. */
    private static final int MOST_POLLS = 20;
    /** A source at its end may get other partitions. */
    private static final Duration AT_END = Duration.ofMinutes(1);

    private final PollingSource source;
    private final Map<Partition, Offset> stored;
    private final Deadline deadline;
    private @Nullable Duration rest;

    Peek(PollingSource source, Map<Partition, Offset> stored, InstantSource clock, Duration longest) {
        this.source = source;
        this.stored = stored;
        this.deadline = Deadline.in(longest, clock);
    }

    /**
     * What was seen.
     *
     * @param events how many wait
     * @param rest how long the source wants to be left alone
     */
    record Reading(long events, Duration rest) {}

    Reading take() throws Exception {
        List<Partition> partitions =
                source instanceof Partitioned several ? several.partitions(deadline) : List.of(Partition.WHOLE);
        long found = 0;
        for (Partition partition : partitions) {
            found += look(partition);
        }
        boolean more = found > 0;
        // what it counts lies behind what was returned just now
        found += source instanceof Measured measured ? measured.pending().orElse(0) : 0;
        return new Reading(found, more || rest == null ? Duration.ZERO : rest);
    }

    private long look(Partition partition) throws Exception {
        @Nullable Offset saved = stored.get(partition);
        @Nullable Offset from = saved;
        for (int poll = 0; poll < MOST_POLLS; poll++) {
            Polled polled = source.poll(new PollRequest(partition, from, MOST_EVENTS, MOST_BYTES, false, deadline));
            if (!polled.events().isEmpty()) {
                return polled.events().size();
            }
            if (saved == null && polled.next() != null) {
                return 1; // where it begins is for the pipeline to say, and to save
            }
            if (polled.when() != Polled.When.NOW) {
                Duration pause = polled.when() == Polled.When.END ? AT_END : polled.after();
                rest = rest == null || pause.compareTo(rest) < 0 ? pause : rest;
                return 0;
            }
            from = polled.next() == null ? from : polled.next();
        }
        return 1;
    }
}

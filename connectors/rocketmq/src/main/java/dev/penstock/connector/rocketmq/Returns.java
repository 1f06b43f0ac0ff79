package dev.penstock.connector.rocketmq;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.rocketmq.common.message.MessageExt;
import org.jspecify.annotations.Nullable;

/** The tracks in which something waits to be handed out again; for one thread. */
final class Returns {
    private final InstantSource clock;
    private final Map<QueueTrack, Function<MessageExt, Taken>> waiting = new LinkedHashMap<>();

    Returns(InstantSource clock) {
        this.clock = clock;
    }

    /** Hands a delivery back to its track; {@code out} hands it out again when it is time. */
    void add(QueueTrack track, QueueTrack.Mark mark, Duration delay, Function<MessageExt, Taken> out) {
        track.handBack(mark, clock.instant().plus(delay));
        if (track.due() != null) {
            waiting.put(track, out);
        }
    }

    /** Hands out what is due. */
    List<Taken> due() {
        List<Taken> taken = new ArrayList<>();
        if (waiting.isEmpty()) {
            return taken;
        }
        Instant now = clock.instant();
        Iterator<Map.Entry<QueueTrack, Function<MessageExt, Taken>>> each =
                waiting.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<QueueTrack, Function<MessageExt, Taken>> next = each.next();
            Instant due = next.getKey().due();
            if (due == null || !due.isAfter(now)) {
                next.getKey()
                        .release()
                        .forEach(message -> taken.add(next.getValue().apply(message)));
                each.remove();
            }
        }
        return taken;
    }

    /** How long to wait for other things: until something is due, at most as long as given. */
    long patienceMillis(Duration wait) {
        @Nullable Instant first = null;
        for (QueueTrack track : waiting.keySet()) {
            Instant due = track.due();
            first = first == null || (due != null && due.isBefore(first)) ? due : first;
        }
        if (first == null) {
            return wait.toMillis();
        }
        Duration left = Duration.between(clock.instant(), first);
        // Rounded up, or the last millisecond is spent spinning.
        return left.compareTo(wait) < 0 ? Math.max(0, left.toMillis() + 1) : wait.toMillis();
    }
}

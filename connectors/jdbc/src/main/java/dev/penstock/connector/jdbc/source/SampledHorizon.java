package dev.penstock.connector.jdbc.source;

import dev.penstock.api.Offset;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For numbers, and for times whose zone is not known: a value that was there {@code lag} ago. Smaller ones were given out
 * before it, hence before then, and by now their transactions have ended.
 */
final class SampledHorizon implements Horizon {
    private static final String VALUE = "horizon";
    private static final String SEEN = "horizon-seen";
    private static final int MOST = 8;

    /** Far enough for every zone there is. */
    private static final Duration ANY_ZONE = Duration.ofDays(1);

    private final Duration lag;
    private final boolean local;
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private @Nullable String safe;

    private record Sample(String value, Instant seen) {}

    /**
     * Knows nothing yet.
     *
     * @param local whether the values are times without zone, of which those more than a day ahead are not looked at
     */
    SampledHorizon(Duration lag, boolean local) {
        this.lag = lag;
        this.local = local;
    }

    @Override
    public @Nullable String safe(Instant now) {
        for (Sample first = samples.peek(); first != null && old(first, now); first = samples.peek()) {
            safe = samples.remove().value;
        }
        return safe;
    }

    private boolean old(Sample sample, Instant now) {
        return !sample.seen.plus(lag).isAfter(now);
    }

    @Override
    public boolean open() {
        return lag.isZero();
    }

    @Override
    public @Nullable String latest(Instant now) {
        return local ? Times.text(LocalDateTime.ofInstant(now.plus(ANY_ZONE), ZoneOffset.UTC)) : null;
    }

    @Override
    public boolean wantsSample(Instant now) {
        Sample last = samples.peekLast();
        return !open() && (last == null || !last.seen.plus(lag.dividedBy(MOST)).isAfter(now));
    }

    @Override
    public void sample(String greatest, Instant now) {
        Sample last = samples.peekLast();
        if (!greatest.equals(last == null ? safe : last.value)) {
            samples.add(new Sample(greatest, now));
        }
    }

    @Override
    public void passed(String value) {
        if (samples.stream().anyMatch(sample -> sample.value.equals(value))) {
            while (!samples.remove().value.equals(value)) {
                // those before it are of no more use, either
            }
        }
    }

    @Override
    public Duration patience(Instant now) {
        Sample first = samples.peek();
        Duration left = first == null ? lag : Duration.between(now, first.seen.plus(lag));
        return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    }

    @Override
    public Map<String, String> memory() {
        Sample first = samples.peek();
        return first == null ? Map.of() : Map.of(VALUE, first.value, SEEN, first.seen.toString());
    }

    @Override
    public void remember(Offset offset, Instant now) {
        String value = offset.text(VALUE);
        String seen = offset.text(SEEN);
        if (samples.isEmpty() && safe == null && value != null && seen != null) {
            samples.add(new Sample(value, earlier(seen, now)));
        }
    }

    private static Instant earlier(String seen, Instant now) {
        try {
            Instant moment = Instant.parse(seen);
            return moment.isAfter(now) ? now : moment;
        } catch (DateTimeException e) {
            return now; // written by hand: wait for the whole lag
        }
    }
}

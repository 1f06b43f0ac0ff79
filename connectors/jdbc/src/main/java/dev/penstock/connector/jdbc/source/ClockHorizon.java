package dev.penstock.connector.jdbc.source;

import dev.penstock.api.Offset;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For times whose zone is known: rows are complete up to the lag before now, by the clock of the database. A row with a time
 * in the future waits for it, so that it does not hide those before it.
 */
final class ClockHorizon implements Horizon {
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Duration lag;
    private final Duration ahead;
    private final @Nullable ZoneId zone;

    /**
     * Follows the clock.
     *
     * @param ahead how far the clock of the database is ahead of this one's
     * @param zone of times without zone; null when the column has moments
     */
    ClockHorizon(Duration lag, Duration ahead, @Nullable ZoneId zone) {
        this.lag = lag;
        this.ahead = ahead;
        this.zone = zone;
    }

    @Override
    public String safe(Instant now) {
        return text(now.plus(ahead).minus(lag));
    }

    private String text(Instant moment) {
        Instant micros = moment.truncatedTo(ChronoUnit.MICROS);
        return zone == null ? micros.toString() : Times.text(micros.atZone(zone).toLocalDateTime());
    }

    @Override
    public boolean open() {
        return false;
    }

    @Override
    public String latest(Instant now) {
        return text(now.plus(ahead));
    }

    @Override
    public boolean wantsSample(Instant now) {
        return false;
    }

    @Override
    public void sample(String greatest, Instant now) {
        // The clock says it all.
    }

    @Override
    public void passed(String value) {
        // The clock goes on by itself.
    }

    @Override
    public Duration patience(Instant now) {
        return lag.compareTo(GLANCE) < 0 ? lag.plusMillis(1) : GLANCE;
    }

    @Override
    public Map<String, String> memory() {
        return Map.of();
    }

    @Override
    public void remember(Offset offset, Instant now) {
        // Nothing is remembered.
    }
}

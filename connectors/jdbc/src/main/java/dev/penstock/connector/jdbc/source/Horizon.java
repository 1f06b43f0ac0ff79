package dev.penstock.connector.jdbc.source;

import dev.penstock.api.Offset;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says up to which value of the leading column no row can appear any more.
 *
 * <p>A number or a time is given to a row before its transaction commits, so rows appear in another order than that of
 * their values. Whoever reads up to the greatest value loses those that appear later behind it.
 */
interface Horizon {
    /** The greatest value up to which all rows are there, or null when that is not known yet. */
    @Nullable
    String safe(Instant now);

    /** Whether nothing is held back at all. */
    boolean open();

    /** Rows with a greater value than this are not to be looked at now; null: no limit. */
    @Nullable
    String latest(Instant now);

    /** Whether it wants to know the greatest value that is there now. */
    boolean wantsSample(Instant now);

    /** This value is there now. */
    void sample(String greatest, Instant now);

    /** All rows up to that value were taken. */
    void passed(String value);

    /** How long until more becomes safe. */
    Duration patience(Instant now);

    /** What has to be remembered over a restart: lands in the offset. */
    Map<String, String> memory();

    /** Takes up what was remembered. */
    void remember(Offset offset, Instant now);
}

package dev.penstock.connector.jdbc.sink;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.connector.jdbc.TableName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of tables, for as long as it can be trusted: somebody else may change them at any time.
 *
 * <p>What was seen a while ago is looked at again anyway, so that new columns and new defaults are used; and sooner when an
 * event would be rejected, but then not for every event of a flood. Any thread may use it.
 */
final class KnownTables {
    /** How long a look is trusted while all goes well. */
    private static final Duration TRUSTED = Duration.ofSeconds(10);

    /** How long a look is trusted although events are rejected by it. */
    private static final Duration TRUSTED_IN_TROUBLE = Duration.ofSeconds(1);

    /** I6: event types, and so names of tables, may be without number. */
    private static final int MOST = 1000;

    private record Seen(@Nullable RowMaker maker, @Nullable Failure refusal, Instant at) {}

    private final Map<TableName, Seen> tables = new ConcurrentHashMap<>();
    private final InstantSource clock;

    KnownTables(InstantSource clock) {
        this.clock = clock;
    }

    /** To be asked before a look: what changes while it lasts may not have been seen. */
    Instant now() {
        return clock.instant();
    }

    /**
     * What makes rows of the table; null when it must be looked at.
     *
     * @throws ConnectorException when it was refused a moment ago
     */
    @Nullable
    RowMaker get(TableName name) {
        Seen seen = tables.get(name);
        if (seen == null) {
            return null;
        }
        if (seen.refusal() != null) {
            if (fresh(seen, TRUSTED_IN_TROUBLE)) {
                throw new ConnectorException(seen.refusal());
            }
            return null;
        }
        return fresh(seen, TRUSTED) ? seen.maker() : null;
    }

    RowMaker put(TableName name, RowMaker maker, Instant at) {
        put(name, new Seen(maker, null, at));
        return maker;
    }

    /** Remembers for a moment that the table cannot be written to. */
    void refuse(TableName name, Failure refusal, Instant at) {
        put(name, new Seen(null, refusal, at));
    }

    private void put(TableName name, Seen seen) {
        if (tables.size() >= MOST) {
            tables.clear();
        }
        tables.put(name, seen);
    }

    /** Whether the table is to be looked at again because what is known of it does not fit; not if that was just done. */
    boolean doubt(TableName name) {
        Seen seen = tables.get(name);
        if (seen != null && fresh(seen, TRUSTED_IN_TROUBLE)) {
            return false;
        }
        tables.remove(name);
        return true;
    }

    void forget(TableName name) {
        tables.remove(name);
    }

    /** A clock that was set back makes everything old. */
    private boolean fresh(Seen seen, Duration trusted) {
        Instant now = clock.instant();
        return !now.isBefore(seen.at()) && now.isBefore(seen.at().plus(trusted));
    }
}

package dev.penstock.connector.jdbc.source;

import dev.penstock.api.PollRequest;
import dev.penstock.connector.jdbc.Dialect;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Knows about how many rows wait: counts them at most once a minute, and never beyond ten thousand. */
final class Backlog {
    private static final int MOST = 10_000;
    private static final Duration RARELY = Duration.ofMinutes(1);

    private final Pages pages;
    private final Dialect dialect;
    private @Nullable Instant counted;
    private long waiting = -1;

    Backlog(Pages pages, Dialect dialect) {
        this.pages = pages;
        this.dialect = dialect;
    }

    /** All was read. */
    void none() {
        waiting = 0;
    }

    /** A full page was read up to that place. */
    void more(int rows, List<String> place, PollRequest request, Instant now) throws SQLException {
        Instant last = counted;
        if (dialect == Dialect.GENERIC || (last != null && now.isBefore(last.plus(RARELY)))) {
            waiting = waiting < 0 ? -1 : Math.max(1, waiting == MOST ? MOST : waiting - rows);
            return;
        }
        counted = now;
        waiting = pages.count(place, MOST, request.deadline());
    }

    OptionalLong rows() {
        return waiting < 0 ? OptionalLong.empty() : OptionalLong.of(waiting);
    }
}

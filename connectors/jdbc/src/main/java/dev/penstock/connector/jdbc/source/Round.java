package dev.penstock.connector.jdbc.source;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Offset;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which reading of a whole relation this is, and when it may begin.
 *
 * @param number from 1
 * @param due not before this moment; null once it has begun, or when it may begin at once
 */
record Round(long number, @Nullable Instant due) {
    static final String NUMBER = "round";
    static final String DUE = "due";

    static Round of(@Nullable Offset offset) {
        if (offset == null) {
            return new Round(1, null);
        }
        String due = offset.text(DUE);
        try {
            return new Round(offset.number(NUMBER), due == null ? null : Instant.parse(due));
        } catch (DateTimeException e) {
            throw new ConnectorException(
                    Failure.user(
                            "bad-offset",
                            "the stored offset has '" + due + "' as '" + DUE
                                    + "', which is no time; set or reset it with 'penstock offsets'"),
                    e);
        }
    }

    Offset next(Instant at) {
        return Offset.of(NUMBER, number + 1, DUE, at);
    }

    boolean waits(Instant now) {
        return due != null && due.isAfter(now);
    }
}

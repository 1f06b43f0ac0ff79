package dev.penstock.connector.kafka;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where reading begins when no position is known.
 *
 * @param place which kind of place
 * @param at for a time: the first record of that time or later; otherwise null
 */
record Start(Place place, @Nullable Instant at) {
    enum Place {
        EARLIEST,
        LATEST,
        TIME
    }

    /** Refuses what {@link #of} cannot read. */
    static void check(String text) {
        Objects.requireNonNull(of(text));
    }

    /**
     * Reads {@code earliest}, {@code latest} or a time.
     *
     * @throws IllegalArgumentException with a message for the user when the text is none of them
     */
    static Start of(String text) {
        return switch (text) {
            case "earliest" -> new Start(Place.EARLIEST, null);
            case "latest" -> new Start(Place.LATEST, null);
            default -> new Start(Place.TIME, time(text));
        };
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'start' is '" + text + "'; write earliest, latest or a time like 2026-01-31T00:00:00Z", e);
        }
    }
}

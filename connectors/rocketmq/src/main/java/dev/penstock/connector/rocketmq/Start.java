package dev.penstock.connector.rocketmq;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.jspecify.annotations.Nullable;

/**
 * Where reading begins in a queue without a position.
 *
 * @param place as the client knows it
 * @param at for a time: messages stored then or later; otherwise null
 */
record Start(ConsumeFromWhere place, @Nullable Instant at) {
    /** The client reads it back in the zone of the machine, and knows no finer unit. */
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

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
            case "earliest" -> new Start(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET, null);
            case "latest" -> new Start(ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET, null);
            default -> new Start(ConsumeFromWhere.CONSUME_FROM_TIMESTAMP, time(text));
        };
    }

    /** The time as the client wants it; any text when there is none. */
    String timestamp() {
        return SECONDS.withZone(ZoneId.systemDefault()).format(at == null ? Instant.EPOCH : at);
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

package dev.penstock.connector.kafka;

import dev.penstock.toolkit.event.EventBuilder;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What events made of plain records have in common.
 *
 * @param source of all of them, or null for {@code /kafka/TOPIC}
 * @param type of all of them
 * @param contentType of those without a {@code content-type} header, or null
 */
record PlainShape(@Nullable URI source, String type, @Nullable String contentType) {
    static PlainShape of(@Nullable String source, String type, @Nullable String contentType) {
        return new PlainShape(source == null ? null : URI.create(source), type, contentType);
    }

    /**
     * Refuses attributes that CloudEvents forbids.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static void check(@Nullable String source, String type, @Nullable String contentType) {
        PlainShape shape = of(source, type, contentType);
        Objects.requireNonNull(EventBuilder.of(shape.source("topic"), type).contentType(contentType));
    }

    /** The source of the events of a topic; the same in every member of a group and after every restart. */
    URI source(String topic) {
        return source != null ? source : URI.create("/kafka/" + topic); // I5
    }
}

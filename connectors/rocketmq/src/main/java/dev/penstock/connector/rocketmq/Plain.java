package dev.penstock.connector.rocketmq;

import dev.penstock.toolkit.event.EventBuilder;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What events made of plain messages have in common.
 *
 * @param source of all of them, or null for {@code /rocketmq/TOPIC}
 * @param type of all of them
 * @param contentType of those without a {@code content-type} property, or null
 * @param id where their ids come from
 */
record Plain(@Nullable URI source, String type, @Nullable String contentType, IdSource id) {
    static Plain of(@Nullable String source, String type, @Nullable String contentType, IdSource id) {
        try {
            return new Plain(source == null ? null : new URI(source), type, contentType, id);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "'source' is '" + source + "', no URI reference; write one like rocketmq://production/orders", e);
        }
    }

    /**
     * Refuses attributes that CloudEvents forbids.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    void check() {
        Objects.requireNonNull(EventBuilder.of(source("topic"), type).contentType(contentType));
    }

    /** The source of the events of a topic; the same in every member of a group and after every restart. */
    URI source(String topic) {
        return source != null
                ? source
                : URI.create("/rocketmq/" + topic.replace("%", "%25").replace("|", "%7C")); // I5
    }
}

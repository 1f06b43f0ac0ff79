package dev.penstock.runtime.plugin;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a connector is, as its index says. */
public enum ConnectorKind {
    POLLING_SOURCE,
    QUEUE_SOURCE,
    WEBHOOK_SOURCE,
    SINK;

    /** Which end of a pipeline a connector of this kind stands at. */
    public Direction direction() {
        return this == SINK ? Direction.SINK : Direction.SOURCE;
    }

    /** The kind as the index writes it: {@code polling-source}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind that is written so, if there is one. */
    public static Optional<ConnectorKind> of(String text) {
        return Stream.of(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    /** An end of a pipeline. A source and a sink may share a name. */
    public enum Direction {
        SOURCE,
        SINK;

        /** In lower case, for messages. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

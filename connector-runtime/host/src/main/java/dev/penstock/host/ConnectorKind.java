package dev.penstock.host;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a connector is, as its index says. */
public enum ConnectorKind {
    POLLING_SOURCE,
    QUEUE_SOURCE,
    WEBHOOK_SOURCE,
    TRIGGER_SOURCE,
    SINK,
    STATE_STORE;

    /** The place in a pipeline file for a connector of this kind. */
    public Direction direction() {
        return switch (this) {
            case SINK -> Direction.SINK;
            case STATE_STORE -> Direction.STATE;
            default -> Direction.SOURCE;
        };
    }

    /** The kind as the index writes it: {@code polling-source}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind that is written so, if there is one. */
    public static Optional<ConnectorKind> of(String text) {
        return Stream.of(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    /** A place in a pipeline file. Connectors for different places may share a name. */
    public enum Direction {
        SOURCE,
        SINK,
        STATE;

        /** What stands there, for messages: {@code state store}. */
        public String noun() {
            return this == STATE ? "state store" : text();
        }

        /** The block of a pipeline file, in lower case. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

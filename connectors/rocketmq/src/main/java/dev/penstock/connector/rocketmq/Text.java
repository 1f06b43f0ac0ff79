package dev.penstock.connector.rocketmq;

import dev.penstock.api.config.Inline;
import dev.penstock.api.config.Option;

/** A text that is the same for all events, or that each event brings itself. */
public sealed interface Text {
    /** The kinds, for a {@code switch} that the compiler checks. */
    enum Kind {
        FIXED,
        BY_ATTRIBUTE
    }

    /** Which of the kinds this is. */
    Kind kind();

    /**
     * The same for all.
     *
     * @param text the text
     */
    @Inline
    record Fixed(@Option("The text itself, the same for all events") String text) implements Text {
        @Override
        public Kind kind() {
            return Kind.FIXED;
        }
    }

    /**
     * Each event's own.
     *
     * @param attribute the attribute that holds it
     */
    record ByAttribute(
            @Option(value = "The attribute that holds the text", example = "subject", pattern = "[a-z0-9]+")
                    String attribute)
            implements Text {
        @Override
        public Kind kind() {
            return Kind.BY_ATTRIBUTE;
        }
    }
}

package dev.penstock.connector.kafka;

import dev.penstock.api.config.Inline;
import dev.penstock.api.config.Option;

/** Which topic an event goes to. */
public sealed interface Destination {
    /** The kinds, for a {@code switch} that the compiler checks. */
    enum Kind {
        FIXED,
        BY_ATTRIBUTE
    }

    /** Which of the kinds this is. */
    Kind kind();

    /**
     * All to one topic.
     *
     * @param topic its name
     */
    @Inline
    record Fixed(@Option(value = "The topic", pattern = Topics.TOPIC, example = "orders") String topic)
            implements Destination {
        @Override
        public Kind kind() {
            return Kind.FIXED;
        }
    }

    /**
     * Each to the topic that it names itself.
     *
     * @param attribute the attribute that holds the name
     */
    record ByAttribute(
            @Option(value = "The attribute that holds the topic's name", example = "subject", pattern = "[a-z0-9]+")
                    String attribute)
            implements Destination {
        @Override
        public Kind kind() {
            return Kind.BY_ATTRIBUTE;
        }
    }
}

package dev.penstock.connector.jdbc.source;

import dev.penstock.api.config.Inline;
import dev.penstock.api.config.Option;

/** Where the value of an attribute comes from. */
public sealed interface Value {
    /** The kinds of value, for a {@code switch} that the compiler checks. */
    enum Kind {
        CONSTANT,
        COLUMN
    }

    /** Which of the kinds this is. */
    Kind kind();

    /**
     * The same for every event.
     *
     * @param text the value
     */
    @Inline
    record Constant(@Option("The value itself, the same for every event") String text) implements Value {
        @Override
        public Kind kind() {
            return Kind.CONSTANT;
        }
    }

    /**
     * Taken from the row.
     *
     * @param column the column's name
     */
    record FromColumn(@Option(value = "A column of the row", example = "customer_id") String column) implements Value {
        @Override
        public Kind kind() {
            return Kind.COLUMN;
        }
    }
}

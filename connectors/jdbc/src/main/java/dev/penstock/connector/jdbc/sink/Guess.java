package dev.penstock.connector.jdbc.sink;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** A guess at the type of a column that does not exist yet, from values that were seen. */
enum Guess {
    /** Nothing but nulls. */
    NOTHING,
    BOOLEAN,
    WHOLE,
    /** Whole numbers of more than 64 bits. */
    HUGE,
    FRACTION,
    TEXT,
    TIME,
    STRUCTURE;

    /** From the value that the parser stands at. */
    static Guess of(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> NOTHING;
            case VALUE_TRUE, VALUE_FALSE -> BOOLEAN;
            case VALUE_NUMBER_FLOAT -> FRACTION;
            case VALUE_NUMBER_INT -> parser.getTextLength() < 19 ? WHOLE : HUGE;
            case START_ARRAY, START_OBJECT -> STRUCTURE;
            default -> TEXT;
        };
    }

    /** A type that takes both. */
    Guess and(Guess other) {
        if (this == other || other == NOTHING) {
            return this;
        }
        if (this == NOTHING) {
            return other;
        }
        if (number() && other.number()) {
            return this == FRACTION || other == FRACTION ? FRACTION : HUGE;
        }
        return this == STRUCTURE || other == STRUCTURE ? STRUCTURE : TEXT;
    }

    private boolean number() {
        return this == WHOLE || this == HUGE || this == FRACTION;
    }
}

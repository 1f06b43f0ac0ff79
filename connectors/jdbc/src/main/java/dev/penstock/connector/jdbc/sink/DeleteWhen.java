package dev.penstock.connector.jdbc.sink;

import dev.penstock.api.config.Inline;
import dev.penstock.api.config.Option;
import dev.penstock.toolkit.json.JsonPointer;

/** By what an event is known that deletes its row, whatever the mode is for the others. */
public sealed interface DeleteWhen {
    /** The kinds, for a {@code switch} that the compiler checks. */
    enum Kind {
        WORD,
        TYPE,
        FIELD
    }

    /** Which of the kinds this is. */
    Kind kind();

    /** A condition that is one word. */
    enum Word {
        /** The event has no data: a tombstone. */
        NO_DATA
    }

    /**
     * The event has no data.
     *
     * @param word the word
     */
    @Inline
    record Wordy(@Option("no-data: events without data (tombstones) delete their row") Word word)
            implements DeleteWhen {
        @Override
        public Kind kind() {
            return Kind.WORD;
        }
    }

    /**
     * The event is of a type.
     *
     * @param type the type
     */
    record OfType(
            @Option(value = "Events of this type delete their row", example = "com.example.order.deleted") String type)
            implements DeleteWhen {
        @Override
        public Kind kind() {
            return Kind.TYPE;
        }
    }

    /**
     * A field of the data has a value.
     *
     * @param pointer where
     * @param equals its text
     */
    record Field(
            @Option(value = "A JSON pointer into the data", example = "/op") String pointer,
            @Option(value = "Events that have this text there delete their row", example = "d") String equals)
            implements DeleteWhen {
        public Field {
            JsonPointer.parse(pointer);
        }

        @Override
        public Kind kind() {
            return Kind.FIELD;
        }
    }
}

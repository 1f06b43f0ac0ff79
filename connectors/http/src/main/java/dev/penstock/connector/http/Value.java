package dev.penstock.connector.http;

import dev.penstock.api.config.Inline;
import dev.penstock.api.config.Option;
import dev.penstock.toolkit.json.JsonPointer;

/** Where the value of an attribute comes from. */
public sealed interface Value {
    /** The kinds of value, for a {@code switch} that the compiler checks. */
    enum Kind {
        CONSTANT,
        POINTER
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
     * Taken from the item.
     *
     * @param pointer a JSON pointer
     */
    record Pointer(@Option(value = "A JSON pointer into the item", example = "/id") String pointer) implements Value {
        public Pointer {
            JsonPointer.parse(pointer);
        }

        @Override
        public Kind kind() {
            return Kind.POINTER;
        }
    }
}

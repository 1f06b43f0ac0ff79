package dev.penstock.engine.config;

/** What became of looking up a {@link Reference}. */
public sealed interface Lookup {
    /**
     * It is known.
     *
     * @param value the value; a secret, wherever it stands
     */
    record Known(String value) implements Lookup {
        /** The value is left out. */
        @Override
        public String toString() { // I7
            return "Known[******]";
        }
    }

    /** It is well formed, and its value is not asked for here: anything that fits stands in its place. */
    record Unasked() implements Lookup {}

    /**
     * It cannot be had.
     *
     * @param message what is wrong, naming the reference and never a value
     * @param fix the way out; empty when the message says all
     */
    record Refused(String message, String fix) implements Lookup {}
}

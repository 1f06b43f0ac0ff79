package dev.penstock.connector.jdbc.source;

import java.util.Locale;

/** How new rows are told from those that were read. */
enum Mode {
    /** New rows have a greater number. */
    INCREMENTING,
    /** New and changed rows have a later time. */
    TIMESTAMP,
    /** The same; rows of one time are told apart by their number. */
    TIMESTAMP_INCREMENTING,
    /** All rows, each time. */
    BULK;

    /** The words of the pipeline file, as a regular expression. */
    static final String WORDS = "incrementing|timestamp|timestamp\\+incrementing|bulk";

    static Mode parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('+', '_'));
    }

    boolean timed() {
        return this == TIMESTAMP || this == TIMESTAMP_INCREMENTING;
    }
}

package dev.penstock.connector.file;

/** Where the source begins in a file that it sees for the first time when it starts. */
public enum Start {
    /** At the first byte. */
    BEGINNING,
    /** After the last line there is; files that appear later are read from their first byte. */
    END
}

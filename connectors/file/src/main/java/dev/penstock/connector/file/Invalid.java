package dev.penstock.connector.file;

/** What becomes of a record that is not what the format says. */
public enum Invalid {
    /** The pipeline stops there and says why; nothing is lost. */
    FAIL,
    /** The record is left out. */
    SKIP
}

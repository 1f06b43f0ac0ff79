package dev.penstock.connector.jdbc.sink;

/** What becomes of the table when an event arrives. */
public enum Mode {
    /** A new row. */
    INSERT,
    /** A new row, or new values for the row of that key. */
    UPSERT,
    /** New values for the row of that key, which must be there. */
    UPDATE,
    /** The row of that key goes. */
    DELETE
}

package dev.penstock.connector.jdbc.source;

/** Where to begin in tables that are there when a pipeline first starts. */
public enum Start {
    /** With the first row. */
    BEGINNING,
    /** With rows that come later. */
    END
}

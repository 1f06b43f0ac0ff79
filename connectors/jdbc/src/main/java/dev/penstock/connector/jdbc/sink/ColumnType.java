package dev.penstock.connector.jdbc.sink;

/** What a column takes, as far as values are made and checked here; the database checks the rest. */
enum ColumnType {
    BOOLEAN,
    TINYINT,
    SMALLINT,
    INTEGER,
    BIGINT,
    DECIMAL,
    REAL,
    DOUBLE,
    TEXT,
    UUID,
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMP_WITH_ZONE,
    BYTES,
    JSON,
    /** Arrays of PostgreSQL. */
    ARRAY,
    /** Handed over as text. */
    OTHER
}

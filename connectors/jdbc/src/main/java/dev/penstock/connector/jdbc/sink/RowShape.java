package dev.penstock.connector.jdbc.sink;

/** What a row is made of. */
public enum RowShape {
    /** The members of the data, or what {@code columns} takes from the event. */
    DATA,
    /** The event itself: a column for each attribute, and one for the data. */
    EVENT
}

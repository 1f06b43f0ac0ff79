package dev.penstock.connector.file;

/** How the source divides a file into records, and what they are. */
public enum Format {
    /** Each line is an event; its bytes are the data, whatever they are. */
    LINES,
    /** Each line is a JSON value and becomes the data of an event; empty lines are passed over. */
    JSON,
    /** Each line is an event in the CloudEvents JSON format; empty lines are passed over. */
    CLOUDEVENTS,
    /** The first record names the columns, each further one becomes a JSON object of strings (RFC 4180). */
    CSV
}

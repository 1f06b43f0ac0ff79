package dev.penstock.connector.file;

/** What the sink writes of an event. */
public enum SinkFormat {
    /** The whole event in the CloudEvents JSON format, one on a line. */
    CLOUDEVENTS,
    /** The data as it is, and a line break; data that holds line breaks takes several lines. */
    DATA
}

package dev.penstock.connector.log;

/** How the sink prints an event. */
public enum LogFormat {
    /** One attribute to a line, then the data, as text where it is text. */
    PRETTY,
    /** The event in the CloudEvents JSON format, on one line. */
    JSON
}

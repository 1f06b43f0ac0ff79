package dev.penstock.connector.http;

/** How an event is put into a request (CloudEvents HTTP binding 1.0.2, section 3). */
public enum HttpMode {
    /** Attributes in {@code ce-} headers, the data as body. */
    BINARY,
    /** The whole event as JSON. */
    STRUCTURED,
    /** Many events as one JSON array. */
    BATCH,
    /** The data alone, without attributes. */
    DATA
}

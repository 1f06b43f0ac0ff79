package dev.penstock.connector.rocketmq;

/** How an event becomes a message. */
public enum MessageMode {
    /** Attributes in {@code CE_} properties, the data as body. */
    BINARY,
    /** The whole event as JSON. */
    STRUCTURED,
    /** The data alone, without attributes. */
    DATA
}

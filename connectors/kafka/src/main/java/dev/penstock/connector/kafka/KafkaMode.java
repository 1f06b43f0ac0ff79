package dev.penstock.connector.kafka;

/** How an event is put into a record (Kafka protocol binding 1.0.2 for CloudEvents, section 3). */
public enum KafkaMode {
    /** Attributes in {@code ce_} headers, the data as value. */
    BINARY,
    /** The whole event as JSON. */
    STRUCTURED,
    /** The data alone, without attributes. */
    DATA
}

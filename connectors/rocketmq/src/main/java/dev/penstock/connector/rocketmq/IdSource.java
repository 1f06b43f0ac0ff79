package dev.penstock.connector.rocketmq;

/** What becomes the id of an event that is made of a plain message. */
public enum IdSource {
    /** The id that the producer's client gave the message; the same at every delivery, in the retry topic, too. */
    MESSAGE,
    /** The message's keys; for topics in which no two messages have the same. Without keys it is the message's id. */
    KEYS
}

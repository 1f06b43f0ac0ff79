package dev.penstock.connector.rocketmq;

/** How the members of a group share a topic. */
public enum Model {
    /** Each message goes to one member; the broker keeps the group's position. */
    CLUSTERING,
    /** Each message goes to every member; each keeps its own position in a file. */
    BROADCASTING
}

package dev.penstock.connector.rocketmq;

/** How messages come from the broker. */
public enum Consume {
    /** The source asks for them and keeps the order of each queue; it commits what is settled and all before it. */
    PULL,
    /** The client's own listener threads bring them; what is handed back goes to the group's retry topic. */
    PUSH
}

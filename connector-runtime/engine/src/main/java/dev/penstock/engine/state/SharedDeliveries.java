package dev.penstock.engine.state;

/**
 * Seen deliveries in a store that several instances share. Unlike others its methods block, {@link #remember} returns when the id
 * is durable, and what the store refuses is thrown, unchecked.
 */
public interface SharedDeliveries extends SeenDeliveries {}

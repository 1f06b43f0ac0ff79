package dev.penstock.api;

/** Ability of a {@link Sink}: several threads may write at once, each its own batch with its own keys. */
public interface Concurrent {
    /** How many writes at once are useful; at least 1. Called once, after the sink is built. */
    int concurrency();
}

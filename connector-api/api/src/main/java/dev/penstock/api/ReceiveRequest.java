package dev.penstock.api;

/**
 * The bounds of one receive.
 *
 * @param maxEvents return at most this many; at least 1
 * @param maxBytes stop adding events once their data reaches this many bytes
 * @param deadline return by then, with whatever has come
 */
public record ReceiveRequest(int maxEvents, long maxBytes, Deadline deadline) {}

package dev.penstock.api;

/**
 * Ability of a {@link Sink}: a batch may hold several events of one key.
 *
 * <p>The sink promises that events of a batch take effect in order, and that it never reports an event delivered after
 * it left an earlier event of the same batch to be retried. Writing strictly one after another and stopping at the first
 * retry keeps the promise, and so does a transaction. Without this ability the engine puts at most one event of a key
 * into a batch.
 */
public interface OrderedBatches {}

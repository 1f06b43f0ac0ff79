package dev.penstock.api;

/**
 * Ability of a {@link Sink}: writing an event again, with the same {@code source} and {@code id}, changes nothing.
 *
 * <p>The guarantee of a pipeline that ends here is effectively once. When a whole batch fails, the engine may send parts
 * of it again in halves to find the event at fault; without this ability it sends them one by one.
 */
public interface Idempotent {}

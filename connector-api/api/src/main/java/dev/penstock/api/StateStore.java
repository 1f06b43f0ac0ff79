package dev.penstock.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a pipeline keeps what must outlive the instance that runs it: its offsets with the lease on them, and the deliveries
 * it has seen.
 *
 * <p>A store holds small texts by key, each with a version, and writes one only if its version is still the expected one.
 * That single operation, durable and atomic, is all that owners need to keep each other out (fencing). Named by the {@code
 * state} block of a pipeline file. Built by its constructor, with a config and a {@link StateStoreContext}; optional
 * ability: {@link Checkable}.
 *
 * <p>Several threads may call at once. Methods block until the deadline at most, and throw when the store cannot be reached or
 * the outcome of a write is not known.
 */
public interface StateStore extends AutoCloseable {
    /** The longest text that every store takes, in bytes of UTF-8. */
    int LARGEST_VALUE = 256 * 1024;

    /**
     * What stands under a key.
     *
     * @param value the text
     * @param version changes with every write; only the store understands it
     */
    record Entry(String value, String version) {}

    /**
     * A text to be written.
     *
     * @param key at most 512 characters of a-z, A-Z, 0-9, dot, hyphen, underscore and, between segments, a slash
     * @param value the text, at most {@link #LARGEST_VALUE} bytes
     * @param expected the version that is to be replaced; null when nothing may stand under the key
     * @param expires from then on the store may remove the entry, late or never; null keeps it
     */
    record Change(String key, String value, @Nullable String expected, @Nullable Instant expires) {}

    /** What stands under the key now, or null when there is nothing. A read sees every write that has returned before. */
    @Nullable
    Entry read(String key, Deadline deadline) throws Exception;

    /**
     * Writes the text if the expected version still stands there; returns when it is durable.
     *
     * @return the version written, or null when another one stands there: nothing is changed then
     */
    @Nullable
    String write(Change change, Deadline deadline) throws Exception;

    /** Releases everything: threads, sockets, files. */
    @Override
    void close() throws Exception;
}

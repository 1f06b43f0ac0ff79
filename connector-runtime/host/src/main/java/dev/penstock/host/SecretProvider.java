package dev.penstock.host;

import dev.penstock.api.Deadline;
import java.util.Optional;
import java.util.Set;

/**
 * Fetches values that a config names and does not hold: <code>${kind:name}</code>, or <code>${kind:name#/json/pointer}</code>
 * for a part of a value that is JSON; the pointer is Penstock's affair.
 *
 * <p>Found by {@link java.util.ServiceLoader} in jars of its own, when the first reference needs one, and built by its
 * constructor without arguments, which does no input or output. Its own threads, if it starts any, are daemons.
 */
public interface SecretProvider extends AutoCloseable {
    /** The kinds it serves, each of a-z, 0-9 and hyphens: {@code aws-secret}. */
    Set<String> kinds();

    /**
     * What is wrong with the form of a name; empty when nothing is. Called for every reference, also where nothing is
     * fetched; does no input or output.
     */
    Optional<String> malformed(String kind, String name);

    /**
     * The value.
     *
     * <p>Called once for each name of a start, on threads made for it, for several names at once. Blocks until the deadline
     * at the longest, and tries again by itself where that may help; what is late is given up.
     *
     * @throws SecretUnavailable when it cannot be had; anything else that is thrown is told by the name of its class only
     */
    String fetch(String kind, String name, Deadline deadline) throws SecretUnavailable;

    /** Lets go of connections and threads; called once, also while a late call still runs. Does nothing unless overridden. */
    @Override
    default void close() {}
}

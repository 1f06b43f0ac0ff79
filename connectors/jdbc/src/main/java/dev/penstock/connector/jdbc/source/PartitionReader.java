package dev.penstock.connector.jdbc.source;

import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import java.sql.SQLException;
import java.util.OptionalLong;

/** Reads one relation, poll by poll. For one thread. */
interface PartitionReader extends AutoCloseable {
    Polled poll(PollRequest request) throws SQLException;

    /** How many rows wait, as far as that is known. */
    OptionalLong pending();

    @Override
    default void close() {
        // Most hold nothing.
    }
}

package dev.penstock.connector.jdbc.state;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.connector.jdbc.Database;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The few connections of a store; who finds none free waits. Any thread may use it. */
final class StateConnections {
    private final Database database;
    private final Semaphore free;
    private final Deque<StateConnection> idle = new ArrayDeque<>();
    private final Set<StateConnection> busy = new HashSet<>();
    private boolean closed;

    StateConnections(Database database, int most) {
        this.database = database;
        this.free = new Semaphore(most, true);
    }

    /**
     * A connection for one operation, to be given back; connects if there is none.
     *
     * @throws ConnectorException when none can be had before the deadline
     */
    StateConnection take(Deadline deadline) throws SQLException, InterruptedException {
        if (deadline.expired() || !free.tryAcquire(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new ConnectorException(Failure.external(
                    "no-time",
                    "there was no time left for " + database.target()
                            + "; if that stays so, raise connections, or look why the database is slow"));
        }
        boolean taken = false;
        try {
            StateConnection connection = rested(deadline);
            if (connection == null) {
                connection = StateConnection.open(database, deadline);
                enter(connection);
            }
            taken = true;
            return connection;
        } finally {
            if (!taken) {
                free.release();
            }
        }
    }

    /** One that has been used before and still works. */
    private @Nullable StateConnection rested(Deadline deadline) throws SQLException {
        while (true) {
            StateConnection next;
            synchronized (this) {
                next = idle.poll();
                if (next == null) {
                    return null;
                }
                busy.add(next);
            }
            boolean sound = false;
            try {
                if (next.alive(deadline.clock().instant())) {
                    next.hurry(deadline);
                    sound = true;
                    return next;
                }
            } finally {
                if (!sound) {
                    drop(next);
                }
            }
        }
    }

    private void enter(StateConnection connection) throws SQLException {
        synchronized (this) {
            if (!closed) {
                busy.add(connection);
                return;
            }
        }
        connection.abandon();
        throw new SQLException("the store was closed", "08003");
    }

    private void drop(StateConnection connection) {
        synchronized (this) {
            busy.remove(connection);
        }
        connection.abandon();
    }

    /** Takes a connection back, if it is of any use. */
    void give(StateConnection connection, boolean sound, Deadline deadline) {
        boolean keep;
        synchronized (this) {
            keep = sound && !closed;
            if (keep) {
                busy.remove(connection);
                connection.rest(deadline.clock().instant());
                idle.push(connection);
            }
        }
        if (!keep) {
            drop(connection);
        }
        free.release();
    }

    /** Closes all; those under an operation that hangs, too. */
    void close() {
        Set<StateConnection> cut;
        Set<StateConnection> resting;
        synchronized (this) {
            closed = true;
            cut = Set.copyOf(busy);
            resting = Set.copyOf(idle);
            idle.clear();
        }
        cut.forEach(StateConnection::abandon); // I9
        resting.forEach(StateConnection::close);
    }
}

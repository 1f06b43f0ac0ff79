package dev.penstock.connector.jdbc.sink;

import dev.penstock.connector.jdbc.Database;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The connections of a sink: as many as writes were ever under way at once. Any thread may use it. */
final class Sessions {
    private final Database database;
    private final Deque<Session> idle = new ArrayDeque<>();
    private final Set<Session> busy = new HashSet<>();
    private boolean closed;

    Sessions(Database database) {
        this.database = database;
    }

    /** A connection for one write; connects if there is none. */
    Session take() throws SQLException {
        synchronized (this) {
            Session free = idle.poll();
            if (free != null) {
                busy.add(free);
                return free;
            }
        }
        Session fresh = Session.open(database);
        synchronized (this) {
            if (!closed) {
                busy.add(fresh);
                return fresh;
            }
        }
        fresh.abandon();
        throw new SQLException("the sink was closed", "08003");
    }

    /** Takes a connection back, if it is of any use. */
    void give(Session session, boolean sound) {
        boolean keep;
        synchronized (this) {
            busy.remove(session);
            keep = sound && !closed;
            if (keep) {
                idle.push(session);
            }
        }
        if (!keep) {
            session.abandon();
        }
    }

    /** Closes all; those under a write that hangs, too. */
    void close() {
        Set<Session> cut;
        @Nullable Session next;
        synchronized (this) {
            closed = true;
            cut = Set.copyOf(busy);
        }
        cut.forEach(Session::abandon); // I9
        while (true) {
            synchronized (this) {
                next = idle.poll();
            }
            if (next == null) {
                return;
            }
            next.close();
        }
    }
}

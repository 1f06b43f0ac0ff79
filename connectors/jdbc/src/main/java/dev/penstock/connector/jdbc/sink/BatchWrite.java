package dev.penstock.connector.jdbc.sink;

import dev.penstock.api.Batch;
import dev.penstock.api.Failure;
import dev.penstock.api.Failure.Remedy;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.connector.jdbc.Database;
import dev.penstock.connector.jdbc.SqlProblem;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one batch, in one transaction if all goes well.
 *
 * <p>A batch that the database refuses for its values is written in halves, each in a transaction of its own and the earlier
 * half first, until a bad row stands alone; so a batch with few bad rows takes few transactions more. Contention is tried
 * again here, at once; it is no event's fault.
 */
final class BatchWrite {
    private static final int TRIES = 6;
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final Database database;
    private final Transaction transaction;
    private final Batch batch;
    private final @Nullable Row[] rows;
    private final Outcomes outcomes;
    private final BatchRows maker;
    private final int tried;
    private int next;
    private boolean sound = true;

    /** Nothing is written yet; the row at {@code tried} is known to have failed before it was made anew. */
    BatchWrite(
            Database database,
            Transaction transaction,
            Batch batch,
            @Nullable Row[] rows,
            Outcomes outcomes,
            BatchRows maker,
            int tried) {
        this.database = database;
        this.transaction = transaction;
        this.batch = batch;
        this.rows = rows;
        this.outcomes = outcomes;
        this.maker = maker;
        this.tried = tried;
        this.next = rows.length;
    }

    /**
     * Writes all, or all up to the first event that must be tried again; the outcomes say which.
     *
     * @return where to go on with rows made anew, because their table may have changed; the size of the batch when done
     */
    int run() {
        write(0, rows.length);
        return next;
    }

    /** Whether the connection can be used again. */
    boolean sound() {
        return sound;
    }

    /** False when nothing more may be written. */
    private boolean write(int from, int to) {
        for (int tries = 1; ; tries++) {
            try {
                Transaction.Result result = transaction.write(rows, from, to, batch);
                for (int i = from; i < to; i++) {
                    if (rows[i] != null) {
                        outcomes.set(i, Outcome.delivered()); // I1: committed
                    }
                }
                for (Row missing : result.missing()) {
                    for (int event : missing.events) {
                        outcomes.set(event, Outcome.rejected(noRow(missing)));
                    }
                }
                return true;
            } catch (SQLException e) {
                sound = transaction.rollback() && sound;
                SqlProblem problem = SqlProblem.of(e);
                boolean again = problem == SqlProblem.CONTENTION && sound && tries < TRIES && pause(tries);
                if (!again) {
                    return failed(from, to, problem, e);
                }
            } catch (RuntimeException e) {
                sound = false; // a driver that throws these is in no known state
                throw e;
            }
        }
    }

    private boolean failed(int from, int to, SqlProblem problem, SQLException thrown) {
        Failure failure = database.failure("write to table " + tableOf(from, to), first(thrown));
        switch (problem) {
            case DATA, OTHER, SCHEMA -> {
                if (!sound) {
                    return stop(from, Outcome.retry(Failure.disconnected(failure.code(), failure.message())));
                }
                if (problem == SqlProblem.SCHEMA && maker.oneTable()) {
                    return doubted(from, true) ? false : stop(from, Outcome.halt(failure));
                }
                return split(from, to, failure);
            }
            case DENIED -> {
                return stop(from, Outcome.halt(failure));
            }
            case CONTENTION -> {
                return stop(from, Outcome.retry(failure, QUIET));
            }
            case TIMEOUT, DISCONNECTED, EXHAUSTED -> {
                sound = false;
                return stop(from, Outcome.retry(failure));
            }
        }
        throw new AssertionError(problem);
    }

    private boolean split(int from, int to, Failure failure) {
        int middle = from;
        int count = 0;
        for (int i = from; i < to; i++) {
            count += rows[i] == null ? 0 : 1;
        }
        for (int half = count / 2; middle < to && half > 0; middle++) {
            half -= rows[middle] == null ? 0 : 1;
        }
        if (count > 1) {
            return write(from, middle) && write(middle, to); // I4: the earlier half first
        }
        for (int i = from; i < to; i++) {
            if (rows[i] != null) {
                if (doubted(i, false)) {
                    return false;
                }
                if (failure.remedy() != Remedy.NONE) {
                    return stop(i, Outcome.retry(failure));
                }
                outcomes.set(i, Outcome.rejected(Suspects.named(failure, rows[i]))); // I3
            }
        }
        return true;
    }

    /** Whether to stop and make rows anew from there on, since what is known of the table may be what is wrong. */
    private boolean doubted(int position, boolean halts) {
        for (int i = position; i < rows.length; i++) {
            Row row = rows[i];
            if (row != null) {
                if (i == tried || !maker.doubt(row.maker.asked, halts)) {
                    return false;
                }
                next = i;
                return true;
            }
        }
        return false;
    }

    /** The first event that has a row gets the outcome; those after it are left for another time. */
    private boolean stop(int from, Outcome outcome) {
        for (int i = from; i < rows.length; i++) {
            if (rows[i] != null) {
                outcomes.set(i, outcome);
                return false;
            }
        }
        return false;
    }

    /** Waits a little, longer each time and never as long as the other one. */
    private boolean pause(int tries) {
        long millis = ThreadLocalRandom.current().nextLong(5L << tries, 20L << tries);
        if (batch.deadline().remaining().toMillis() < millis * 10) {
            return false;
        }
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String tableOf(int from, int to) {
        for (int i = from; i < to; i++) {
            Row row = rows[i];
            if (row != null) {
                return row.maker.table.name().toString();
            }
        }
        return "penstock_delivered";
    }

    private static Failure noRow(Row row) {
        return Failure.user(
                "no-row",
                "table " + row.maker.table.name() + " has no row of that key to update; use mode: upsert to add it");
    }

    /** Batches of statements hide the reason behind a first exception that says little. */
    private static SQLException first(SQLException thrown) {
        SQLException next = thrown.getNextException();
        return thrown instanceof java.sql.BatchUpdateException && next != null ? next : thrown;
    }
}

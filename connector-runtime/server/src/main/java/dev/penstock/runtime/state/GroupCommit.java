package dev.penstock.runtime.state;

import dev.penstock.runtime.state.Session.Work;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes for everybody on one thread: what queues up while one transaction goes to the disk shares the next.
 *
 * <p>A change may run more than once before it is committed. Any thread may call; the caller waits until its change is
 * durable.
 */
final class GroupCommit implements AutoCloseable {
    private static final int MOST = 1_000;

    private final Session session;
    private final BlockingQueue<Change<?>> queue = new LinkedBlockingQueue<>();
    private final Change<?> end = new Change<>(s -> true);
    private final Thread thread = new Thread(this::work, "penstock-state");
    private volatile boolean closed;

    GroupCommit(Session session) {
        this.session = session;
        thread.setDaemon(true);
        thread.start();
    }

    /** Makes the change durable, or throws what it threw. */
    <T> T write(Work<T> work) throws Exception {
        try {
            return submit(work).get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Exception known) {
                throw known;
            }
            throw e;
        }
    }

    /** Makes the change durable soon. */
    <T> CompletableFuture<T> submit(Work<T> work) {
        Change<T> change = new Change<>(work);
        queue.add(change);
        if (closed && queue.remove(change)) {
            change.done.completeExceptionally(new SQLException("the state store is closed"));
        }
        return change.done;
    }

    private void work() {
        List<Change<?>> batch = new ArrayList<>();
        boolean more = true;
        while (more) {
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                continue; // ends by close() only, so that nothing queued is left
            }
            queue.drainTo(batch, MOST);
            more = !batch.contains(end);
            together(batch);
            batch.clear();
        }
    }

    /** All in one transaction; a change that fails is taken out and the others begin again. */
    private void together(List<Change<?>> batch) {
        List<Change<?>> good = new ArrayList<>(batch);
        while (!good.isEmpty()) {
            Change<?> current = null;
            try {
                run("begin immediate");
                for (Change<?> change : good) {
                    current = change;
                    change.run(session);
                }
                run("commit");
                good.forEach(Change::succeed);
                return;
            } catch (SQLException e) {
                rollBack();
                oneByOne(good);
                return;
            } catch (Throwable e) {
                rollBack();
                good.remove(current);
                fail(current, e);
            }
        }
    }

    /** Each in its own transaction: the disk is full, say, and a small change may still fit. */
    private void oneByOne(List<Change<?>> changes) {
        for (Change<?> change : changes) {
            try {
                run("begin immediate");
                change.run(session);
                run("commit");
                change.succeed();
            } catch (Throwable e) {
                rollBack();
                fail(change, e);
            }
        }
    }

    private static void fail(@Nullable Change<?> change, Throwable e) {
        if (change != null) {
            change.done.completeExceptionally(e);
        }
    }

    private void run(String sql) throws SQLException {
        session.statement(sql).execute();
    }

    private void rollBack() {
        try {
            session.forgetStatements();
            session.execute("rollback");
        } catch (SQLException e) {
            return; // SQLite had rolled back by itself
        }
    }

    /** Writes what is queued, then closes the connection. */
    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        queue.add(end);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        for (Change<?> late : queue) {
            fail(late, new SQLException("the state store is closed"));
        }
        session.close();
    }

    private static final class Change<T> {
        private final Work<T> work;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private @Nullable T result;

        Change(Work<T> work) {
            this.work = work;
        }

        void run(Session session) throws Exception {
            result = work.run(session);
        }

        void succeed() {
            done.complete(result);
        }
    }
}

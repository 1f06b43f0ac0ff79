package dev.penstock.host.state;

import dev.penstock.api.Deadline;
import dev.penstock.api.StateStore;
import dev.penstock.engine.PipelinePlan;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A state store that is built when it is first needed, and anew after it failed.
 *
 * <p>Any thread may call. An instance that failed is closed when the last call to it has ended.
 */
final class RebuiltStore implements StateStore {
    private static final System.Logger LOG = System.getLogger("dev.penstock.state");

    private final PipelinePlan.Factory<? extends StateStore> factory;
    private final ReentrantLock building = new ReentrantLock();
    private @Nullable Instance present;
    private volatile boolean closed;

    RebuiltStore(PipelinePlan.Factory<? extends StateStore> factory) {
        this.factory = factory;
    }

    private static final class Instance {
        private final StateStore store;
        private int users;
        private boolean retired;

        Instance(StateStore store) {
            this.store = store;
        }
    }

    private interface Call<T> {
        T on(StateStore store) throws Exception;
    }

    @Override
    public @Nullable Entry read(String key, Deadline deadline) throws Exception {
        return call(store -> Optional.ofNullable(store.read(key, deadline))).orElse(null);
    }

    @Override
    public @Nullable String write(Change change, Deadline deadline) throws Exception {
        return call(store -> Optional.ofNullable(store.write(change, deadline))).orElse(null);
    }

    private <T> T call(Call<T> call) throws Exception {
        Instance instance = borrow();
        boolean works = false;
        try {
            T result = call.on(instance.store);
            works = true;
            return result;
        } finally {
            giveBack(instance, works);
        }
    }

    private Instance borrow() throws Exception {
        // I9: whoever was given up while another one builds ends here, and keeps no thread
        building.lockInterruptibly();
        try {
            checkOpen();
            Instance instance = present == null ? new Instance(factory.build()) : present;
            if (closed) {
                close(instance); // meanwhile
                checkOpen();
            }
            present = instance;
            instance.users++;
            return instance;
        } finally {
            building.unlock();
        }
    }

    private void giveBack(Instance instance, boolean works) {
        boolean last;
        building.lock();
        try {
            instance.users--;
            if (!works || closed) {
                retire(instance);
            }
            last = instance.retired && instance.users == 0;
        } finally {
            building.unlock();
        }
        if (last) {
            close(instance);
        }
    }

    private void retire(Instance instance) {
        instance.retired = true;
        if (instance.equals(present)) {
            present = null;
        }
    }

    private static void close(Instance instance) {
        try {
            instance.store.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, "a state store did not close in order", e);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the state store is closed");
        }
    }

    /** Closes it, or has it closed by the last call that is under way; does not wait. */
    @Override
    public void close() {
        closed = true;
        if (!building.tryLock()) {
            return; // who has the lock sees to it
        }
        Instance unused = null;
        try {
            Instance instance = present;
            if (instance != null) {
                retire(instance);
                unused = instance.users == 0 ? instance : null;
            }
        } finally {
            building.unlock();
        }
        if (unused != null) {
            close(unused);
        }
    }
}

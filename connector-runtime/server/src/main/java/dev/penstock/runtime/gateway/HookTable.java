package dev.penstock.runtime.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The hooks by exact path. Any thread may read and change it. */
public final class HookTable {
    /**
     * So many threads may be inside one hook at once; a connector that hangs takes no more from the others.
     */
    private static final int MOST_INSIDE = 100; // I9

    private volatile Map<String, Entry> entries = Map.of();
    private volatile boolean complete;

    /** A hook, and how many threads are in it. */
    static final class Entry {
        final RawHook hook;
        final long maxBody;
        private final AtomicInteger inside = new AtomicInteger();

        Entry(RawHook hook) {
            this.hook = hook;
            this.maxBody = hook.maxBody();
        }

        boolean enter() {
            if (inside.incrementAndGet() <= MOST_INSIDE) {
                return true;
            }
            inside.decrementAndGet();
            return false;
        }

        void leave() {
            inside.decrementAndGet();
        }
    }

    /** Adds a hook, in place of the one at its path. */
    public void put(Hook hook) {
        put(RawHook.of(hook));
    }

    /** Adds a hook, in place of the one at its path. */
    public synchronized void put(RawHook hook) {
        Map<String, Entry> next = new HashMap<>(entries);
        next.put(hook.path(), new Entry(hook));
        entries = Map.copyOf(next);
    }

    /** Has these hooks and no others from now on. */
    public synchronized void set(List<Hook> hooks) {
        Map<String, Entry> next = new HashMap<>();
        hooks.forEach(hook -> next.put(hook.endpoint().path(), new Entry(RawHook.of(hook))));
        entries = Map.copyOf(next);
    }

    /** Removes the hook at that path. */
    public synchronized void remove(String path) {
        Map<String, Entry> next = new HashMap<>(entries);
        next.remove(path);
        entries = Map.copyOf(next);
    }

    /**
     * Says whether all hooks are here. Before, an unknown path is answered 503, so that no sender takes a pipeline that is
     * still starting for one that is gone.
     */
    public void complete(boolean all) {
        complete = all;
    }

    /** Whether {@link #complete} said so. */
    public boolean isComplete() {
        return complete;
    }

    int size() {
        return entries.size();
    }

    @Nullable
    Entry find(String path) {
        return entries.get(path);
    }
}

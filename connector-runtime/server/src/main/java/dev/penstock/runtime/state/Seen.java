package dev.penstock.runtime.state;

import dev.penstock.engine.state.SeenDeliveries;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Remember webhook deliveries: answers from memory, writes behind.
 *
 * <p>Any thread may call. Ids reach the disk a quarter of a second later, or when the store is closed. When the table
 * cannot be read the answer is "not seen": a repeated delivery is better than a lost one.
 */
public final class Seen implements SeenDeliveries {
    private static final Logger LOG = System.getLogger("dev.penstock.state");
    private static final long PAUSE = 250_000_000; // nanoseconds between two writes
    private static final int PRUNE_EVERY = 240; // writes, a minute

    private final StateStore store;
    private final InstantSource clock;
    private final ConcurrentHashMap<String, SeenPipeline> pipelines = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::work, "penstock-seen");
    private volatile boolean closed;
    private volatile boolean idle;

    Seen(StateStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        thread.setDaemon(true);
    }

    @Override
    public boolean seen(String pipeline, String id, Instant since) {
        long from = since.toEpochMilli();
        return switch (pipeline(pipeline).answer(id, from, clock.millis())) {
            case YES -> true;
            case NO -> false;
            case ASK_THE_TABLE -> inTable(pipeline, id, from);
        };
    }

    private boolean inTable(String pipeline, String id, long since) {
        try {
            return store.read(session -> SeenTable.contains(session, pipeline, id, since));
        } catch (Exception e) {
            LOG.log(Level.WARNING, pipeline + ": seen deliveries cannot be read", e);
            return false; // I3
        }
    }

    @Override
    public void remember(String pipeline, String id, Instant at) {
        pipeline(pipeline).add(id, at.toEpochMilli());
        if (idle) {
            idle = false;
            LockSupport.unpark(thread);
        }
    }

    private SeenPipeline pipeline(String name) {
        SeenPipeline known = pipelines.get(name);
        return known != null ? known : pipelines.computeIfAbsent(name, this::load);
    }

    private SeenPipeline load(String pipeline) {
        synchronized (thread) {
            if (thread.getState() == Thread.State.NEW) {
                thread.start();
            }
        }
        try {
            return new SeenPipeline(store.read(session -> SeenTable.load(session, pipeline)));
        } catch (Exception e) {
            LOG.log(Level.WARNING, pipeline + ": seen deliveries cannot be read", e);
            return new SeenPipeline(new SeenWindow());
        }
    }

    private void work() {
        for (int round = 1; !closed; round++) {
            LockSupport.parkNanos(PAUSE);
            if (pipelines.values().stream().noneMatch(SeenPipeline::hasWaiting)) {
                idle = true;
                if (pipelines.values().stream().noneMatch(SeenPipeline::hasWaiting) && !closed) {
                    LockSupport.park();
                }
                idle = false;
            }
            write(round % PRUNE_EVERY == 0);
        }
    }

    private synchronized void write(boolean prune) {
        Map<String, Map<String, Long>> leaving = new LinkedHashMap<>();
        pipelines.forEach((name, pipeline) -> {
            if (pipeline.hasWaiting()) {
                leaving.put(name, pipeline.leave());
            }
        });
        if (leaving.isEmpty() && !prune) {
            return;
        }
        boolean written = false;
        try {
            written = store.writer().write(session -> {
                for (Map.Entry<String, Map<String, Long>> entry : leaving.entrySet()) {
                    SeenTable.put(session, entry.getKey(), entry.getValue());
                }
                if (prune) {
                    prune(session);
                }
                return true;
            });
        } catch (Exception e) {
            LOG.log(Level.WARNING, "seen deliveries cannot be written: {0}", e.getMessage());
        } finally {
            for (String name : leaving.keySet()) {
                pipeline(name).left(written);
            }
        }
    }

    private void prune(Session session) throws Exception {
        long now = clock.millis();
        for (Map.Entry<String, SeenPipeline> entry : pipelines.entrySet()) {
            long horizon = entry.getValue().horizon(now);
            if (horizon != Long.MIN_VALUE) {
                SeenTable.prune(session, entry.getKey(), horizon);
                entry.getValue().forget(horizon);
            }
        }
    }

    /** Writes what waits. */
    void close() {
        closed = true;
        LockSupport.unpark(thread);
        write(true);
    }
}

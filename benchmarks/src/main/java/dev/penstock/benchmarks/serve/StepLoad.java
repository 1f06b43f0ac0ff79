package dev.penstock.benchmarks.serve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** So many callers at once, each sending the next event when the one before is answered; looked at twice a second. */
final class StepLoad {
    private static final long HALF_SECOND = 500_000_000L;

    private final Served served;
    private final String function;
    private final long began = System.nanoTime();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong ids = new AtomicLong();
    private final List<Long> latencies = Collections.synchronizedList(new ArrayList<>());
    private final List<Moment> moments = new ArrayList<>();
    private volatile boolean loaded;
    private volatile double firstAnswer;
    final AtomicLong succeeded = new AtomicLong();
    final AtomicLong failed = new AtomicLong();

    StepLoad(Served served, String function) {
        this.served = served;
        this.function = function;
    }

    /** Nothing, then the callers for so many seconds, then nothing until no instance is left. */
    List<Moment> run(int callers, int seconds) throws Exception {
        look(4);
        loaded = true;
        long start = System.nanoTime();
        for (int caller = 0; caller < callers; caller++) {
            next(start);
        }
        look(2 * seconds);
        loaded = false;
        while (underWay.get() > 0 || served.ready(function) > 0) {
            look(1);
        }
        look(4);
        return moments;
    }

    /** Milliseconds from the first request to the first answer. */
    double firstAnswer() {
        return firstAnswer;
    }

    private void next(long start) {
        underWay.incrementAndGet();
        long sent = System.nanoTime();
        var unused = served.event(function, ids.incrementAndGet()).whenComplete((status, thrown) -> {
            long now = System.nanoTime();
            latencies.add(now - sent);
            if (thrown == null && status == 204) {
                firstAnswer = succeeded.getAndIncrement() == 0 ? (now - start) / 1e6 : firstAnswer;
            } else {
                failed.incrementAndGet();
            }
            underWay.decrementAndGet();
            if (loaded) {
                next(start);
            }
        });
    }

    private void look(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            LockSupport.parkNanos(HALF_SECOND);
            List<Long> lately;
            synchronized (latencies) {
                lately = new ArrayList<>(latencies);
                latencies.clear();
            }
            Collections.sort(lately);
            double p99 = lately.isEmpty() ? 0 : lately.get((int) (lately.size() * 0.99)) / 1e6;
            moments.add(new Moment((System.nanoTime() - began) / 1e9, underWay.get(), served.ready(function), p99));
        }
    }
}

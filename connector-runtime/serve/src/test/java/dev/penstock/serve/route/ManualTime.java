package dev.penstock.serve.route;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A monotonic clock that a test moves. */
final class ManualTime implements LongSupplier {
    private final AtomicLong nanos = new AtomicLong();

    void pass(long millis) {
        nanos.addAndGet(millis * 1_000_000);
    }

    @Override
    public long getAsLong() {
        return nanos.get();
    }
}

package dev.penstock.benchmarks.broker;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Remembers the first record that a producer could not send. For any threads. */
final class Failures implements Callback {
    private final AtomicReference<@Nullable Exception> first = new AtomicReference<>();

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure != null) {
            first.compareAndSet(null, failure);
        }
    }

    /** Fails if any was not sent; asked after the producer was closed or flushed. */
    void judge() {
        Exception failure = first.get();
        if (failure != null) {
            throw new IllegalStateException("a record was not sent: " + failure.getMessage(), failure);
        }
    }
}

package dev.penstock.connector.kafka;

import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The records of one batch on their way, and what the producer's callbacks say of each. Filled by one thread; callbacks come
 * from the producer's.
 */
final class Sending {
    /** What is known of a record. */
    enum State {
        NOT_SENT,
        UNDER_WAY,
        TAKEN,
        FAILED
    }

    private final State[] states;
    private final @Nullable Exception[] failures;
    private final AtomicInteger unfinished = new AtomicInteger(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread sender = Thread.currentThread();
    private final BitSet atOnce = new BitSet();

    Sending(int size) {
        states = new State[size];
        failures = new Exception[size];
        Arrays.fill(states, State.NOT_SENT);
    }

    /** Sends a record; false when it failed at once. May block while the producer's buffer is full. */
    boolean send(int index, ProducerRecord<byte[], byte[]> record, KafkaProducer<byte[], byte[]> producer) {
        unfinished.incrementAndGet();
        synchronized (this) {
            states[index] = State.UNDER_WAY;
        }
        Answer answer = new Answer(index);
        try {
            var unused = producer.send(record, answer);
        } catch (KafkaException | IllegalStateException e) {
            answer.onCompletion(null, e);
        }
        return !failedAtOnce(index);
    }

    /** A record could not even be made. */
    synchronized void failed(int index, Exception reason) {
        states[index] = State.FAILED;
        failures[index] = reason;
        atOnce.set(index);
    }

    private synchronized boolean failedAtOnce(int index) {
        return atOnce.get(index);
    }

    /** The first record that failed before it was on its way, so by itself and not with others; -1 when there is none. */
    synchronized int failedAtOnce() {
        return atOnce.nextSetBit(0);
    }

    /** Waits until the producer has answered for all records that were sent; false when that takes too long. */
    boolean await(Duration patience) throws InterruptedException {
        done();
        return finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized State state(int index) {
        return states[index];
    }

    synchronized @Nullable Exception failure(int index) {
        return failures[index];
    }

    private void done() {
        if (unfinished.decrementAndGet() == 0) {
            finished.countDown();
        }
    }

    /** What the producer says of one record. */
    private final class Answer implements Callback {
        private final int index;
        private boolean answered;

        Answer(int index) {
            this.index = index;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            synchronized (Sending.this) {
                if (answered) {
                    return; // the client tells of some failures both ways
                }
                answered = true;
                atOnce.set(index, failure != null && Thread.currentThread() == sender);
                states[index] = failure == null ? State.TAKEN : State.FAILED;
                failures[index] = failure;
            }
            done();
        }
    }
}

package dev.penstock.connector.kafka;

import dev.penstock.api.Batch;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes a batch as one transaction: all of it is seen by readers, or none. */
final class Transaction {
    /** Sends a batch and waits for the answers. */
    interface Sender {
        Sending send(Batch batch) throws InterruptedException;
    }

    private static final Failure ABORTED = Failure.external(
            "aborted", "another event of the batch could not be written, so its transaction was taken back");

    private static final Outcome NO_ANSWER =
            Outcome.retry(Failure.disconnected("no-answer", "the brokers did not answer in time; check that they run"));

    private final KafkaProducer<byte[], byte[]> producer;
    private final Sender sender;
    private final SendFaults faults;

    Transaction(KafkaProducer<byte[], byte[]> producer, Sender sender, SendFaults faults) {
        this.producer = producer;
        this.sender = sender;
        this.faults = faults;
    }

    Outcomes write(Batch batch) throws InterruptedException {
        try {
            producer.beginTransaction();
            Sending sending = sender.send(batch);
            if (allTaken(sending, batch.size())) {
                producer.commitTransaction();
                return Outcomes.delivered(batch.size()); // I1
            }
            producer.abortTransaction();
            return aborted(sending, batch.size());
        } catch (KafkaException | IllegalStateException e) {
            return Outcomes.all(batch.size(), rebuilt(faults.outcome(e)));
        }
    }

    private static boolean allTaken(Sending sending, int size) {
        for (int i = 0; i < size; i++) {
            if (sending.state(i) != Sending.State.TAKEN) {
                return false;
            }
        }
        return true;
    }

    /** What is at fault gets its outcome; the others are written again without it, which counts against none of them. */
    private Outcomes aborted(Sending sending, int size) {
        int culprit = size == 1 ? 0 : sending.failedAtOnce();
        if (culprit >= 0 && sending.state(culprit) == Sending.State.FAILED) {
            Outcome outcome = outcome(sending, culprit);
            if (outcome.kind() == Outcome.Kind.REJECTED) {
                return Outcomes.all(size, Outcome.retry(ABORTED, Duration.ZERO)).set(culprit, outcome);
            }
        }
        @Nullable Outcome first = null;
        for (int i = 0; i < size; i++) {
            if (sending.state(i) != Sending.State.FAILED) {
                continue;
            }
            Outcome outcome = outcome(sending, i);
            if (outcome.kind() == Outcome.Kind.HALT) {
                return Outcomes.all(size, outcome);
            }
            if (outcome.kind() == Outcome.Kind.REJECTED) {
                // The producer gives the reason of one failure for all records that it takes back: alone, each tells
                // its own.
                throw new ConnectorException(ABORTED);
            }
            first = first == null ? outcome : first;
        }
        return Outcomes.all(size, size == 1 && first != null ? first : rebuilt(first == null ? NO_ANSWER : first));
    }

    private Outcome outcome(Sending sending, int index) {
        return faults.outcome(Objects.requireNonNull(sending.failure(index)));
    }

    /** Of a failed transaction nothing is known of any event, so none is given up for it. */
    private static Outcome rebuilt(Outcome outcome) {
        return switch (outcome.kind()) {
            case HALT -> outcome;
            case RETRY ->
                ((Outcome.Retry) outcome).failure().remedy() == Failure.Remedy.RECONNECT ? outcome : reconnect(outcome);
            case DELIVERED, REJECTED, SKIPPED -> reconnect(outcome);
        };
    }

    private static Outcome reconnect(Outcome outcome) {
        String message = outcome instanceof Outcome.Rejected rejected
                ? rejected.failure().message()
                : "the transaction failed and is tried again with a new producer";
        return Outcome.retry(Failure.disconnected("transaction-failed", message));
    }
}

package dev.penstock.connector.kafka;

import dev.penstock.api.ConnectorException;
import dev.penstock.api.Failure;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The member of a consumer group, and the thread that it lives on: it polls whatever the pipeline does, so that the group
 * keeps it, and commits what is settled.
 */
final class GroupMember implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupMember.class);
    private static final Duration IDLE_POLL = Duration.ofSeconds(1);
    private static final Duration BUSY_POLL = Duration.ofMillis(20);
    private static final Duration ROOM_WAIT = Duration.ofMillis(100);
    private static final Duration LAST_COMMIT = Duration.ofSeconds(2);
    private static final Duration METADATA_WAIT = Duration.ofMillis(500);
    private static final long COMMIT_NANOS = Duration.ofMillis(100).toNanos();
    private static final long MEASURE_NANOS = Duration.ofSeconds(1).toNanos();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Topics topics;
    private final PlainShape shape;
    private final StartPositions start;
    private final Duration revokeWait;
    private final Handover handover;
    private volatile long lag = -1;
    private volatile int partitions;
    private boolean joined;
    private boolean committing;
    private long lastCommit = System.nanoTime();
    private long lastMeasure = System.nanoTime();
    private @Nullable Exception fatal;

    GroupMember(
            KafkaConsumer<byte[], byte[]> consumer,
            Topics topics,
            PlainShape shape,
            StartPositions start,
            Duration revokeWait,
            Handover handover) {
        this.consumer = consumer;
        this.topics = topics;
        this.shape = shape;
        this.start = start;
        this.revokeWait = revokeWait;
        this.handover = handover;
    }

    /** How many records are behind what was read and handed over. */
    OptionalLong lag() {
        long behind = lag;
        return behind < 0 ? OptionalLong.empty() : OptionalLong.of(behind + handover.waiting());
    }

    /** Of all topics together; empty before the group is joined. */
    OptionalInt partitions() {
        int known = partitions;
        return known == 0 ? OptionalInt.empty() : OptionalInt.of(known);
    }

    @Override
    public void run() {
        try {
            subscribe();
            while (!handover.isClosing()) {
                turn();
            }
            handover.fail(new ConnectorException(Failure.disconnected("closed", "the source is closed")));
        } catch (WakeupException closing) {
            handover.fail(new ConnectorException(Failure.disconnected("closed", "the source is closed")));
        } catch (InterruptedException | RuntimeException | Error e) {
            handover.fail(new ConnectorException(Faults.ofConsumer(e), e));
        } finally {
            leave();
        }
    }

    private void subscribe() {
        Rebalances listener = new Rebalances();
        switch (topics.kind()) {
            case SINGLE -> consumer.subscribe(List.of(((Topics.Single) topics).name()), listener);
            case LISTED -> consumer.subscribe(((Topics.Listed) topics).names(), listener);
            case MATCHING -> consumer.subscribe(Pattern.compile(((Topics.Matching) topics).pattern()), listener);
        }
    }

    private void turn() throws InterruptedException {
        if (handover.awaitRoom(ROOM_WAIT)) {
            bring(consumer.poll(handover.isQuiet() && !committing ? IDLE_POLL : BUSY_POLL));
        } else {
            // Full: polled all the same, or the group would think that the member is gone.
            Collection<TopicPartition> paused = consumer.assignment();
            consumer.pause(paused);
            bring(consumer.poll(Duration.ZERO));
            paused = consumer.assignment();
            consumer.resume(paused);
        }
        readAgain();
        commit();
        measure();
        if (fatal != null) {
            throw new KafkaException("commit failed", fatal);
        }
    }

    private void bring(ConsumerRecords<byte[], byte[]> found) {
        if (found.isEmpty()) {
            // Markers of transactions are read, too, and nobody else would ever pass them.
            for (TopicPartition partition : consumer.assignment()) {
                passed(partition);
            }
            return;
        }
        for (TopicPartition partition : found.partitions()) {
            handover.bring(partition, found.records(partition), consumer.position(partition));
        }
    }

    private void passed(TopicPartition partition) {
        OptionalLong behind = consumer.currentLag(partition);
        if (behind.isPresent()) { // then its position is known, and asking for it waits for nobody
            handover.bring(partition, List.of(), consumer.position(partition));
        }
    }

    private void readAgain() {
        for (Assignment assignment : handover.takeHandedBack()) {
            TopicPartition partition = assignment.partition;
            long from = assignment.handedBack();
            handover.end(List.of(partition));
            handover.begin(newAssignment(partition));
            consumer.seek(partition, from);
        }
    }

    private Assignment newAssignment(TopicPartition partition) {
        return new Assignment(partition, new RecordEvents(shape, partition.topic(), partition.partition()));
    }

    private void commit() {
        long now = System.nanoTime();
        if (committing || (now - lastCommit < COMMIT_NANOS && !handover.isQuiet())) {
            return;
        }
        Map<Assignment, Long> due = handover.takeDue();
        if (due.isEmpty()) {
            return;
        }
        lastCommit = now;
        committing = true;
        consumer.commitAsync(offsets(due), (offsets, failure) -> { // I1: only what is settled
            committing = false;
            if (failure != null) {
                handover.unsent(due.keySet());
                if (!(failure instanceof RetriableException) && !isRebalance(failure)) {
                    fatal = failure;
                }
            }
        });
    }

    private static boolean isRebalance(Exception failure) {
        return failure instanceof CommitFailedException || failure instanceof RebalanceInProgressException;
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Map<Assignment, Long> due) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        due.forEach((assignment, offset) -> offsets.put(assignment.partition, new OffsetAndMetadata(offset)));
        return offsets;
    }

    private void measure() {
        long now = System.nanoTime();
        if (lag >= 0 && now - lastMeasure < MEASURE_NANOS) {
            return;
        }
        if (!joined) {
            return; // what it will have to read is not known, which is not nothing
        }
        lastMeasure = now;
        long sum = 0;
        boolean known = true;
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong behind = consumer.currentLag(partition);
            known &= behind.isPresent();
            sum += behind.orElse(0);
        }
        if (known || lag >= 0) {
            lag = sum;
        }
        countPartitions();
    }

    private void countPartitions() {
        int sum = 0;
        for (String topic : consumer.subscription()) {
            try {
                sum += consumer.partitionsFor(topic, METADATA_WAIT).size(); // from what the client knows already
            } catch (RetriableException unknown) {
                return;
            }
        }
        partitions = sum;
    }

    /** Commits for the last time and leaves the group; both bounded, for a broker may be gone. */
    @SuppressWarnings("deprecation") // Its successor is missing from clients that users may still want to run.
    private void leave() {
        handover.close();
        try {
            commitNow();
        } finally {
            try {
                consumer.close(LAST_COMMIT);
            } catch (KafkaException e) {
                LOG.debug("leaving the consumer group failed", e);
            }
        }
    }

    private void commitNow() {
        Map<Assignment, Long> due = handover.takeDue();
        if (due.isEmpty()) {
            return;
        }
        try {
            try {
                consumer.commitSync(offsets(due), LAST_COMMIT); // I1: only what is settled
            } catch (WakeupException late) {
                consumer.commitSync(offsets(due), LAST_COMMIT); // it was meant for the poll
            }
        } catch (KafkaException | IllegalStateException e) {
            handover.unsent(due.keySet());
            LOG.debug("a last commit failed: what it was about comes again", e);
        }
    }

    /** Hears what the group gives and takes; called within poll, on the same thread. */
    private final class Rebalances implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            joined = true;
            partitions.forEach(partition -> handover.begin(newAssignment(partition)));
            start.apply(consumer, partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (partitions.isEmpty()) {
                return;
            }
            handover.withhold(partitions);
            try {
                // I4: the next owner begins behind what is delivered here, and repeats none of it.
                if (!handover.awaitSettled(partitions, revokeWait) && !handover.isClosing()) {
                    LOG.warn(
                            "partitions {} move to another member while events of them are still under way; these come"
                                    + " again there",
                            partitions);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            commitNow();
            handover.end(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            handover.end(partitions); // I2: another member has them already; nothing is committed
        }
    }
}

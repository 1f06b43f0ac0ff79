package dev.penstock.connector.kafka;

import dev.penstock.api.Batch;
import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Concurrent;
import dev.penstock.api.Connector;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.OrderedBatches;
import dev.penstock.api.Outcome;
import dev.penstock.api.Outcomes;
import dev.penstock.api.Sink;
import dev.penstock.api.SinkContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to topics, all records of a batch at once, and waits until every one is acknowledged by all replicas in
 * sync.
 *
 * <p>The producer is idempotent, so what it sends again by itself is neither doubled nor moved. Where a record fails for good
 * while a later one was taken, the later one is written again behind it.
 */
@Connector(name = "kafka", summary = "Writes events to topics of Apache Kafka, as CloudEvents or as their data alone")
public final class KafkaSink implements Sink, OrderedBatches, Concurrent, Checkable {
    private static final Duration TO_ANSWER = Duration.ofSeconds(1);

    private final KafkaSinkConfig config;
    private final EventRecords records;
    private final SendFaults faults;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Set<String> ready = ConcurrentHashMap.newKeySet();

    /**
     * Connects, which takes at most ten seconds, and looks for the topic.
     *
     * @param config where to write and what
     * @param context the pipeline, whose name names the producer's transactions
     */
    public KafkaSink(KafkaSinkConfig config, SinkContext context) {
        this.config = config;
        this.records = new EventRecords(config);
        this.faults = new SendFaults(config.topic().kind() == Destination.Kind.BY_ATTRIBUTE);
        this.producer = Producers.connected(config, context.pipeline());
    }

    @Override
    public int concurrency() {
        return config.transactional() ? 1 : config.concurrency();
    }

    @Override
    public Outcomes write(Batch batch) throws InterruptedException {
        return config.transactional() ? new Transaction(producer, this::send, faults).write(batch) : plain(batch);
    }

    private Outcomes plain(Batch batch) throws InterruptedException {
        Sending sending = send(batch);
        Outcomes outcomes = new Outcomes(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Outcome outcome = outcome(sending, i);
            if (outcome == null) {
                break;
            }
            outcomes.set(i, outcome); // I1: taken only when the brokers said so
            if (outcome.kind() == Outcome.Kind.RETRY || outcome.kind() == Outcome.Kind.HALT) {
                break; // I4: what was taken behind it is written again behind it
            }
        }
        return outcomes;
    }

    /** Sends a batch and waits for the answers. */
    private Sending send(Batch batch) throws InterruptedException {
        Sending sending = new Sending(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            ProducerRecord<byte[], byte[]> record;
            try {
                record = records.of(batch.event(i));
            } catch (IllegalArgumentException e) {
                sending.failed(i, e);
                if (config.transactional()) {
                    break;
                }
                continue;
            }
            boolean sent = isReady(record.topic(), sending, i) && sending.send(i, record, producer);
            if (!sent && (config.transactional() || !isRejected(sending, i))) {
                break; // the next would wait in vain, too; and a transaction with a failure is taken back anyway
            }
        }
        Duration patience = batch.deadline().remaining().minus(TO_ANSWER);
        boolean unused = sending.await(patience.isNegative() ? Duration.ZERO : patience);
        return sending;
    }

    /** Whether a topic is known to take records; waits for one that is seen for the first time. */
    private boolean isReady(String topic, Sending sending, int index) {
        if (config.topic().kind() == Destination.Kind.BY_ATTRIBUTE && !ready.contains(topic)) {
            try {
                Producers.awaitTopic(config, producer, topic);
            } catch (KafkaException | IllegalStateException e) {
                sending.failed(index, e);
                return false;
            }
            ready.add(topic);
        }
        return true;
    }

    private boolean isRejected(Sending sending, int index) {
        Outcome outcome = outcome(sending, index);
        return outcome != null && outcome.kind() == Outcome.Kind.REJECTED;
    }

    private @Nullable Outcome outcome(Sending sending, int index) {
        return switch (sending.state(index)) {
            case TAKEN -> Outcome.delivered();
            case FAILED -> faults.outcome(Objects.requireNonNull(sending.failure(index)));
            case UNDER_WAY ->
                Outcome.retry(
                        Failure.disconnected("no-answer", "the brokers did not answer in time; check that they run"));
            case NOT_SENT -> null;
        };
    }

    @Override
    public List<Check> check(Deadline deadline) throws InterruptedException {
        return KafkaChecks.of(
                ClientProperties.admin(config.bootstrapServers(), config.security(), config.properties()),
                config.topic() instanceof Destination.Fixed fixed
                        ? new Topics.Single(fixed.topic())
                        : new Topics.Matching(Topics.TOPIC),
                true,
                deadline);
    }

    @Override
    public void close() {
        Producers.close(producer);
    }
}

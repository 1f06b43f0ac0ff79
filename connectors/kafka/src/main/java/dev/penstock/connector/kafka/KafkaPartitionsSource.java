package dev.penstock.connector.kafka;

import dev.penstock.api.Check;
import dev.penstock.api.Checkable;
import dev.penstock.api.Connector;
import dev.penstock.api.ConnectorException;
import dev.penstock.api.Deadline;
import dev.penstock.api.Failure;
import dev.penstock.api.Measured;
import dev.penstock.api.Offset;
import dev.penstock.api.Partition;
import dev.penstock.api.Partitioned;
import dev.penstock.api.PollRequest;
import dev.penstock.api.Polled;
import dev.penstock.api.PollingSource;
import dev.penstock.api.SourceContext;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the partitions of topics by offset, without a consumer group: Penstock keeps the offsets.
 *
 * <p>For functions, which come and go, and to read again exactly what was read: set an offset with {@code penstock offsets}.
 * Every partition is a partition of the pipeline; one process reads them all.
 */
@Connector(
        name = "kafka-partitions",
        summary = "Reads all partitions of topics of Apache Kafka by offset, without a consumer group")
public final class KafkaPartitionsSource implements PollingSource, Partitioned, Measured, Checkable {
    private static final Duration FETCH_WAIT = Duration.ofMillis(500);
    private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(2);

    private final KafkaPartitionsConfig config;
    private final StartPositions start;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Track> tracks = new TreeMap<>();

    /**
     * Asks a broker for the topics, which takes at most five seconds.
     *
     * @param config what to read and how
     * @param context not needed
     */
    public KafkaPartitionsSource(KafkaPartitionsConfig config, SourceContext context) {
        this.config = config;
        this.start = new StartPositions(Start.of(config.start()));
        this.consumer = Consumers.connected(Consumers.ofPartitions(config), config.topics());
    }

    @Override
    public synchronized List<Partition> partitions(Deadline deadline) {
        try {
            list();
        } catch (KafkaException e) {
            throw failed(e);
        }
        return tracks.keySet().stream().map(Partition::new).toList();
    }

    private void list() {
        Set<TopicPartition> present = Consumers.partitions(consumer, config.topics());
        if (present.equals(consumer.assignment())) {
            return;
        }
        tracks.values().removeIf(track -> !present.contains(track.partition));
        consumer.assign(present);
        for (TopicPartition each : present) {
            if (!tracks.containsKey(each.toString())) {
                tracks.put(each.toString(), new Track(each, config.shape()));
                consumer.pause(List.of(each)); // until it is known from where to read
            }
        }
    }

    @Override
    public synchronized Polled poll(PollRequest request) {
        try {
            return poll(track(request.partition()), request);
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private Track track(Partition partition) {
        if (!tracks.containsKey(partition.name())) {
            list();
        }
        Track track = tracks.get(partition.name());
        if (track == null) {
            throw new ConnectorException(Failure.external(
                    "unlisted", "the partition " + partition + " is not there; the topics are listed again"));
        }
        return track;
    }

    private Polled poll(Track track, PollRequest request) {
        Offset after = request.offset();
        if (after == null) {
            // Stored before anything is read: a crash must not begin at another place.
            Long begin = start.of(consumer, Set.of(track.partition)).getOrDefault(track.partition, 0L);
            assignAnew(track.partition);
            return new Polled(List.of(), List.of(), Track.offset(begin), Polled.When.NOW, Duration.ZERO);
        }
        long wanted = Track.number(after);
        if (!track.standsAt(wanted)) {
            track.moveTo(wanted);
            consumer.seek(track.partition, wanted);
            consumer.resume(Set.of(track.partition));
        }
        fetch(track, request);
        Track.Served served = track.serve(request.maxEvents(), request.maxBytes());
        if (track.isEmpty()) {
            consumer.resume(Set.of(track.partition));
        }
        boolean found = !served.events().isEmpty();
        Polled.When when = found ? Polled.When.NOW : atEnd(track, request) ? Polled.When.END : Polled.When.LATER;
        @Nullable Offset next = track.standsAt(wanted) ? null : Track.offset(track.servedTo());
        Duration pause = when == Polled.When.LATER ? config.interval() : Duration.ZERO;
        return new Polled(served.events(), served.offsets(), next, when, pause);
    }

    /** The client takes any offset that it was told, the first one even, for the end; it forgets that only so. */
    private void assignAnew(TopicPartition partition) {
        Set<TopicPartition> all = consumer.assignment();
        Set<TopicPartition> others = new HashSet<>(all);
        others.remove(partition);
        consumer.assign(others);
        consumer.assign(all);
        consumer.pause(Set.of(partition));
    }

    /** Waits for records of a partition, unless it is known to have none; others that come are kept until asked for. */
    private void fetch(Track track, PollRequest request) {
        boolean first = true;
        while (track.isEmpty()
                && (first || (!isReadToEnd(track) && !request.deadline().expired()))) {
            boolean wait = !isReadToEnd(track);
            ConsumerRecords<byte[], byte[]> records = consumer.poll(wait ? FETCH_WAIT : Duration.ZERO);
            for (TopicPartition each : records.partitions()) {
                Track owner = tracks.get(each.toString());
                if (owner != null) {
                    owner.fetched(records.records(each), consumer.position(each));
                    consumer.pause(Set.of(each)); // I6: not more of it before these are served
                }
            }
            if (track.isEmpty() && consumer.currentLag(track.partition).isPresent()) {
                track.fetched(List.of(), consumer.position(track.partition)); // past markers of transactions
            }
            first = false;
        }
    }

    private boolean isReadToEnd(Track track) {
        return consumer.currentLag(track.partition).orElse(1) == 0;
    }

    private boolean atEnd(Track track, PollRequest request) {
        if (!request.draining()) {
            return false;
        }
        if (track.end == null) {
            track.end = consumer.endOffsets(Set.of(track.partition)).getOrDefault(track.partition, 0L);
        }
        return track.servedTo() >= track.end;
    }

    @Override
    public synchronized OptionalLong pending() {
        long sum = 0;
        for (Track track : tracks.values()) {
            sum += track.waiting() + consumer.currentLag(track.partition).orElse(0);
        }
        return OptionalLong.of(sum);
    }

    @Override
    public List<Check> check(Deadline deadline) throws InterruptedException {
        return KafkaChecks.of(
                ClientProperties.admin(config.bootstrapServers(), config.security(), config.properties()),
                config.topics(),
                false,
                deadline);
    }

    private static RuntimeException failed(KafkaException e) {
        return e instanceof InterruptException ? e : new ConnectorException(Faults.ofClient(e), e);
    }

    @Override
    @SuppressWarnings("deprecation") // Its successor is missing from clients that users may still want to run.
    public void close() {
        consumer.wakeup(); // a poll that hangs
        synchronized (this) {
            consumer.close(TIME_TO_CLOSE);
        }
    }
}
